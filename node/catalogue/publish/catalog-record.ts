import n3 from 'n3';
import type { Quad } from 'n3';
import { catalogRecordQuads } from '../../../mappings/dataset-to-dcat/catalog-record.ts';
import type { ChainHop } from '../ingest-types.ts';

export const parseStored = (quads: string): Quad[] => new n3.Parser({ format: 'application/n-quads', blankNodePrefix: '_:' }).parse(quads);

export type RecordFacts = {
  readonly id: string; readonly iri: string; readonly recordIri: string; readonly version: string; readonly state: string;
  readonly publishedAt: string | null; readonly changedAt: string; readonly chain: readonly ChainHop[];
};

/** The dcat:CatalogRecord of a stored record (catalogue.md §1.4): version as checksum, state, and the record it was copied from. */
export const catalogRecord = (facts: RecordFacts): Quad[] => {
  const nearest = facts.chain.at(-1);
  return catalogRecordQuads(facts.iri, {
    iri: facts.recordIri, identifier: facts.id, modified: facts.changedAt, version: facts.version,
    status: facts.state === 'withdrawn' ? 'WITHDRAWN' : facts.state === 'missing' ? 'DEPRECATED' : 'COMPLETED',
    ...(facts.publishedAt === null ? {} : { issued: facts.publishedAt }), ...(nearest === undefined ? {} : { source: nearest.iri }),
  });
};
