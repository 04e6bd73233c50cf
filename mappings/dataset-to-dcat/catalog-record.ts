import type { Quad } from 'n3';
import { adms } from '../../core/vocabulary/adms.ts';
import { release8, scheme } from '../../core/vocabulary/authority.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { spdx } from '../../core/vocabulary/spdx.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { dateDatatype, QuadWriter } from './quad-writer.ts';

/** What the catalogue knows about a description (catalogue.md §1.4), apart from the description itself. */
export type RecordFacts = {
  readonly iri: string;
  /** Record id of this node. */
  readonly identifier?: string;
  /** First published here. */
  readonly issued?: string;
  /** When the record changed, not the data. */
  readonly modified: string;
  readonly status?: 'COMPLETED' | 'DEPRECATED' | 'WITHDRAWN';
  /** SHA-256, lower-case hex. */
  readonly version?: string;
  /** IRI of the record this one was copied from, then of the one before: the origin chain (§6.6). */
  readonly source?: string;
};

/** Statements of the dcat:CatalogRecord of one description. */
export const catalogRecordQuads = (dataset: string, facts: RecordFacts): Quad[] => {
  const writer = new QuadWriter('cr');
  const record = writer.typed(facts.iri, dcat.CatalogRecord);
  writer.link(record, foaf.primaryTopic, dataset);
  writer.value(record, dct.modified, facts.modified, dateDatatype(facts.modified));
  writer.date(record, dct.issued, facts.issued);
  writer.controlled(record, dct.conformsTo, release8, dct.Standard);
  writer.controlled(record, adms.status, `${scheme.distributionStatus}/${facts.status ?? 'COMPLETED'}`, skos.Concept);
  writer.text(record, dct.identifier, facts.identifier);
  if (facts.source !== undefined) {
    // DCAT-AP asks of every record what it is about and when it changed: the one copied from is about the same dataset, and was as it is told here when ours changed
    const source = writer.typed(facts.source, dcat.CatalogRecord);
    writer.add(record, dct.source, source);
    writer.link(source, foaf.primaryTopic, dataset);
    writer.value(source, dct.modified, facts.modified, dateDatatype(facts.modified));
  }
  if (facts.version !== undefined) {
    const checksum = writer.typed(`${facts.iri}#checksum`, spdx.Checksum);
    writer.add(record, spdx.checksum, checksum);
    writer.controlled(checksum, spdx.algorithm, spdx.checksumAlgorithm_sha256, spdx.ChecksumAlgorithm);
    writer.value(checksum, spdx.checksumValue, facts.version, xsd.hexBinary);
  }
  return writer.quads;
};
