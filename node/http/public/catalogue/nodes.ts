import { AppError } from '../../../../core/errors.ts';
import { descriptionPrefixes } from '../../../../core/vocabulary/prefixes.ts';
import { serialise } from '../../../../mappings/rdf/serialise.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import { mediaTypeOf } from '../../../catalogue/publish/negotiate.ts';
import { parseStored } from '../../../catalogue/publish/catalog-record.ts';
import { etagOf } from '../../../catalogue/publish/representations.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { splitExtension } from './get-dataset.ts';
import { formatOf, sendRepresentation } from './send.ts';

/** `/agent/{id}`, `/distribution/{id}`, `/contact/{id}`: the nodes of the graph that have addresses here, each resolvable as RDF (catalogue.md §5.1). */
const serve = (catalogue: CatalogueService, kind: 'agent' | 'distribution' | 'contact'): Operation => ({
  method: 'GET', path: `/${kind}/:id`, access: everyone, summary: `One ${kind} as RDF`, perMinute: 12_000,
  handle: async (req, res) => {
    const { id, extension } = splitExtension(String(req.params['id']));
    const format = formatOf(req, ['ttl', 'jsonld', 'rdf', 'nt'], extension);
    const iri = `${catalogue.identity.url}/${kind}/${id}`;
    const graph = await catalogue.entity(iri);
    if (graph === undefined) throw new AppError('not-found', `unknown-${kind}`, `There is no ${kind} ${id} here.`);
    sendRepresentation(req, res, format, { body: serialise(parseStored(graph.graph), mediaTypeOf(format), descriptionPrefixes), etag: etagOf(graph.version, format), lastModified: graph.published });
  },
});

export const nodeOperations = (catalogue: CatalogueService): readonly Operation[] => [
  ...(['agent', 'distribution', 'contact'] as const).map((kind) => serve(catalogue, kind)),
  {
    // a series is a record like a dataset and answers under the same address
    method: 'GET', path: '/series/:id', access: everyone, summary: 'One dataset series',
    handle: (req, res) => res.redirect(303, `/dataset/${String(req.params['id'])}`),
  },
];
