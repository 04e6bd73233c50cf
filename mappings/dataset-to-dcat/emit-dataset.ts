import type { Quad } from 'n3';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import type { Description } from '../rdf/description.ts';
import { graphOf, keyOf } from '../rdf/graph.ts';
import { catalogRecordQuads, type RecordFacts } from './catalog-record.ts';
import { nameNodes } from './name-nodes.ts';
import { stateClasses } from './state-classes.ts';

export type EmitOptions = {
  /** Address of the portal, without a closing slash: agents, contact points and distributions without an IRI get one under it. */
  readonly base: string;
  /** Facts of the catalogue record to write; the description's own records stay when absent. */
  readonly record?: RecordFacts;
};

/** A record that came with the description is replaced by ours: it spoke about another catalogue. */
const withoutRecords = (description: Description): readonly Quad[] => {
  const graph = graphOf(description.quads);
  const gone = new Set(graph.instances(dcat.CatalogRecord).filter((record) => graph.objects(record, foaf.primaryTopic).some((topic) => keyOf(topic) === description.iri)));
  for (const record of gone) for (const quad of graph.about(record)) if (quad.object.termType === 'BlankNode') gone.add(keyOf(quad.object));
  return gone.size === 0 ? description.quads : description.quads.filter((quad) => !gone.has((quad.subject as { id: string }).id));
};

/** The Release 8 graph of a normalised description: agents, contact points and distributions with IRIs, the class of every node referred to stated, and the
 *  catalogue record. Emitting twice changes nothing more. Statements we do not understand are in it as they came.
 *  @see catalogue.md §1.2, §1.4, §1.9 */
export const emitDataset = (description: Description, options: EmitOptions): Description => {
  const quads = options.record === undefined ? description.quads : [...withoutRecords(description), ...catalogRecordQuads(description.iri, options.record)];
  return stateClasses(nameNodes({ iri: description.iri, quads }, options.base));
};
