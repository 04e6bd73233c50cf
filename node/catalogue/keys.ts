import type { DatasetRecord } from '../../core/catalogue/record.ts';
import { textIn } from '../../core/languages.ts';

const doi = /(?:^|doi\.org\/|doi:)(10\.\d{4,9}\/\S+)$/i;

/** One identifier as a key: a persistent one stands alone, any other only together with who issued it. */
const keyOf = (identifier: string, issuer: string | undefined): string | undefined => {
  const found = doi.exec(identifier.trim());
  if (found?.[1] !== undefined) return `doi:${found[1].toLowerCase()}`;
  if (/^https?:\/\//i.test(identifier)) return `iri:${identifier.trim()}`;
  return issuer === undefined || identifier.trim() === '' ? undefined : `id:${issuer.trim().toLowerCase()}|${identifier.trim()}`;
};

/** Keys by which two records are the same dataset (catalogue.md §6.6): equal IRI, equal (issuer, identifier), equal DOI or other persistent identifier.
 *  @param sameAs IRIs the description itself declares to be its own (owl:sameAs) */
export const identityKeys = (record: DatasetRecord, sameAs: readonly string[] = []): readonly string[] => {
  const issuerAgent = record.custodian ?? record.publisher;
  const issuer = issuerAgent === undefined ? undefined : (textIn(issuerAgent.name, 'en')?.text ?? issuerAgent.iri);
  const keys = [
    ...[record.iri, ...sameAs].filter((iri) => !iri.startsWith('_:')).map((iri) => `iri:${iri}`),
    ...record.identifier.map((identifier) => keyOf(identifier, issuer)),
    ...record.otherIdentifier.map(({ notation, agency }) => keyOf(notation, agency ?? issuer)),
    // for search by identifier alone; never a reason to merge
    ...[...record.identifier, ...record.otherIdentifier.map((other) => other.notation)].map((identifier) => `any:${identifier.trim()}`),
  ];
  return [...new Set(keys.filter((key) => key !== undefined))];
};

export const sourceIriKey = (source: string, iri: string): string => `src:${source}|${iri}`;
export const sourceIdentifierKey = (source: string, identifier: string): string => `srcid:${source}|${identifier}`;

/** The keys by which one source knows its own records again. */
export const sourceKeys = (source: string, record: Pick<DatasetRecord, 'iri' | 'identifier'>): { readonly iri: string | undefined; readonly identifiers: readonly string[] } => ({
  iri: record.iri.startsWith('_:') ? undefined : sourceIriKey(source, record.iri),
  identifiers: record.identifier.map((identifier) => sourceIdentifierKey(source, identifier)),
});
