import type { Quad } from 'n3';
import { dcat } from '../../../core/vocabulary/dcat.ts';
import { dct } from '../../../core/vocabulary/dct.ts';
import { fdpo } from '../../../core/vocabulary/fdpo.ts';
import { foaf } from '../../../core/vocabulary/foaf.ts';
import { ldp } from '../../../core/vocabulary/ldp.ts';
import { xsd } from '../../../core/vocabulary/xsd.ts';
import { AppError } from '../../../core/errors.ts';
import { langLiteral, namedNode, plainLiteral, quad, typedLiteral, typeQuad } from '../../../mappings/rdf/terms.ts';
import type { CatalogueService } from '../catalogue.ts';

export type FdpPage = { readonly quads: readonly Quad[]; readonly container: boolean; readonly next: string | undefined; readonly modified: string | undefined };

// children of a container on one page (catalogue.md §5.4)
const perPage = 500;
const specification = 'https://specs.fairdatapoint.org/fdp-specs-v1.2.html';
/** Of the descriptions, not of the data. */
export const metadataLicence = 'http://creativecommons.org/licenses/by/4.0/';

/** A parent describes the container of its children: an LDP direct container, read-only. */
const containerQuads = (parent: string, relation: string, children: readonly string[]): Quad[] => {
  const container = namedNode(`${parent}#children`);
  return [
    typeQuad(container, ldp.DirectContainer), quad(container, dct.title, plainLiteral('Children')), quad(container, ldp.membershipResource, namedNode(parent)), quad(container, ldp.hasMemberRelation, namedNode(relation)),
    ...children.flatMap((child) => [quad(container, ldp.contains, namedNode(child)), quad(namedNode(parent), relation, namedNode(child))]),
  ];
};

const metadata = (subject: string, facts: { readonly issued: string; readonly modified: string }): Quad[] => {
  const node = namedNode(subject);
  const identifier = namedNode(`${subject}#identifier`);
  return [
    quad(node, fdpo.metadataIdentifier, identifier), typeQuad(identifier, 'http://purl.org/spar/datacite/Identifier'), quad(identifier, dct.identifier, plainLiteral(subject)),
    quad(node, fdpo.metadataIssued, typedLiteral(facts.issued, xsd.dateTime)), quad(node, fdpo.metadataModified, typedLiteral(facts.modified, xsd.dateTime)),
  ];
};

const publisherQuads = (subject: string, catalogue: CatalogueService): Quad[] => {
  const agent = namedNode(`${catalogue.identity.url}/agent/node`);
  return [quad(namedNode(subject), dct.publisher, agent), typeQuad(agent, foaf.Agent), quad(agent, foaf.name, langLiteral(catalogue.identity.name['en'] ?? catalogue.identity.node, 'en'))];
};

/** The catalogue as a FAIR Data Point walks it: root → catalog → dataset → distribution (catalogue.md §5.4; FDP specification 1.2 §4.2.1). */
export const createFdp = (catalogue: CatalogueService, started: string) => {
  const { url } = catalogue.identity;
  const root = `${url}/fdp`;
  const own = `${root}/catalog/own`;
  const facts = async () => {
    const { facts: known } = await catalogue.page({ scope: 'own', perPage: 1, after: '' });
    return { issued: known.issued ?? started, modified: known.modified ?? started };
  };
  const common = (subject: string, title: string) => [quad(namedNode(subject), dct.title, langLiteral(title, 'en')), quad(namedNode(subject), dct.license, namedNode(metadataLicence)), ...publisherQuads(subject, catalogue)];
  const name = catalogue.identity.name['en'] ?? catalogue.identity.node;
  return {
    root: async (): Promise<FdpPage> => {
      const known = await facts();
      const node = namedNode(root);
      return {
        container: true, next: undefined, modified: known.modified,
        quads: [
          typeQuad(node, fdpo.FAIRDataPoint), typeQuad(node, fdpo.MetadataService), typeQuad(node, dcat.DataService), ...common(root, `FAIR Data Point of ${name}`), ...metadata(root, known),
          quad(node, dct.conformsTo, namedNode('https://w3id.org/fdp/schema/fdp')), quad(node, fdpo.conformsToFdpSpec, namedNode(specification)), quad(node, dcat.endpointURL, namedNode(root)),
          ...containerQuads(root, fdpo.metadataCatalog, [own]),
        ],
      };
    },
    catalog: async (id: string, after: string): Promise<FdpPage> => {
      if (id !== 'own') throw new AppError('not-found', 'unknown-catalog', `There is no catalog ${id} here: the one of this node is "own".`);
      const page = await catalogue.page({ scope: 'own', perPage, after });
      const known = { issued: page.facts.issued ?? started, modified: page.facts.modified ?? started };
      const cursor = page.next === undefined ? undefined : new URL(page.next).searchParams.get('after');
      const next = cursor === undefined || cursor === null ? undefined : `${own}?after=${cursor}`;
      return {
        container: true, next, modified: known.modified,
        quads: [
          typeQuad(namedNode(own), dcat.Catalog), ...common(own, `Health datasets of ${name}`), ...metadata(own, known), quad(namedNode(own), dct.isPartOf, namedNode(root)), quad(namedNode(own), dct.issued, typedLiteral(known.issued, xsd.dateTime)),
          ...containerQuads(own, dcat.dataset, page.records.map((record) => `${root}/dataset/${record.id}`)),
          ...(next === undefined ? [] : [quad(namedNode(`${own}#children`), 'http://www.w3.org/ns/hydra/core#next', namedNode(next))]),
        ],
      };
    },
    dataset: async (id: string): Promise<FdpPage> => {
      const head = await catalogue.representations.head(id);
      const address = `${root}/dataset/${id}`;
      const { record, version } = head;
      const stamped = metadata(address, { issued: record.published_at ?? record.created_at, modified: version.at });
      // the dataset keeps its own IRI; the page is what a client of the FDP came for, and says what it is about
      return {
        container: version.record.distribution.length > 0, next: undefined, modified: version.at,
        quads: [
          typeQuad(namedNode(address), dcat.Dataset), ...Object.entries(version.record.title).map(([lang, text]) => quad(namedNode(address), dct.title, langLiteral(text, lang))), quad(namedNode(address), dct.license, namedNode(metadataLicence)), ...publisherQuads(address, catalogue),
          quad(namedNode(address), 'http://www.w3.org/2002/07/owl#sameAs', namedNode(record.iri)), quad(namedNode(address), dct.isPartOf, namedNode(own)), ...stamped,
          ...containerQuads(address, dcat.distribution, version.record.distribution.map((one) => one.iri).filter((iri) => !iri.startsWith('_:'))),
          ...catalogue.representations.quadsOf(head),
        ],
      };
    },
  };
};
export type Fdp = ReturnType<typeof createFdp>;
