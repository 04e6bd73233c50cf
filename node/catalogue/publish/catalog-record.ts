import n3 from 'n3';
import type { Quad } from 'n3';
import { adms } from '../../../core/vocabulary/adms.ts';
import { release8, scheme } from '../../../core/vocabulary/authority.ts';
import { dcat } from '../../../core/vocabulary/dcat.ts';
import { dct } from '../../../core/vocabulary/dct.ts';
import { foaf } from '../../../core/vocabulary/foaf.ts';
import { spdx } from '../../../core/vocabulary/spdx.ts';
import { xsd } from '../../../core/vocabulary/xsd.ts';
import { namedNode, nodeOf, plainLiteral, quad, typedLiteral, typeQuad } from '../../../mappings/rdf/terms.ts';
import type { ChainHop } from '../ingest-types.ts';

export const parseStored = (quads: string): Quad[] => new n3.Parser({ format: 'application/n-quads', blankNodePrefix: '_:' }).parse(quads);

export type RecordFacts = {
  readonly id: string; readonly iri: string; readonly recordIri: string; readonly version: string; readonly state: string;
  readonly publishedAt: string | null; readonly changedAt: string; readonly chain: readonly ChainHop[];
};

const statusOf = (state: string): string => (state === 'withdrawn' ? 'WITHDRAWN' : state === 'missing' ? 'DEPRECATED' : 'COMPLETED');

/** The dcat:CatalogRecord of a dataset (catalogue.md §1.4): when the record changed, the release used, the description version as SHA-256 checksum, and the record it was copied from. */
export const catalogRecord = (facts: RecordFacts): Quad[] => {
  const record = namedNode(facts.recordIri);
  const checksum = namedNode(`${facts.recordIri}-checksum`);
  const status = namedNode(`${scheme.distributionStatus}/${statusOf(facts.state)}`);
  const nearest = facts.chain.at(-1);
  return [
    typeQuad(record, dcat.CatalogRecord),
    quad(record, foaf.primaryTopic, nodeOf(facts.iri)),
    quad(record, dct.modified, typedLiteral(facts.changedAt, xsd.dateTime)),
    ...(facts.publishedAt === null ? [] : [quad(record, dct.issued, typedLiteral(facts.publishedAt, xsd.dateTime))]),
    quad(record, dct.conformsTo, namedNode(release8)),
    typeQuad(namedNode(release8), dct.Standard),
    quad(record, adms.status, status),
    typeQuad(status, 'http://www.w3.org/2004/02/skos/core#Concept'),
    quad(record, dct.identifier, plainLiteral(facts.id)),
    quad(record, spdx.checksum, checksum),
    typeQuad(checksum, spdx.Checksum),
    quad(checksum, spdx.algorithm, namedNode(`${spdx.$iri}checksumAlgorithm_sha256`)),
    quad(checksum, spdx.checksumValue, typedLiteral(facts.version, xsd.hexBinary)),
    ...(nearest === undefined ? [] : [quad(record, dct.source, namedNode(nearest.iri)), typeQuad(namedNode(nearest.iri), dcat.CatalogRecord)]),
  ];
};
