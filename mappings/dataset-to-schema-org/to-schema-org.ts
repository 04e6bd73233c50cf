import type { Agent, DatasetRecord, Distribution, Period } from '../../core/catalogue/record.ts';
import type { LangText } from '../../core/languages.ts';
import { textIn } from '../../core/languages.ts';
import { labelOf } from '../vocabularies/index.ts';

export type SchemaOrgContext = { readonly language: string; readonly url: string; readonly catalogue: { readonly url: string; readonly name: LangText } };

// search engines read descriptions of 50 to 5,000 characters and no more than some hundred variables
const longestDescription = 5_000;
const mostVariables = 500;

const organisation = (agent: Agent | undefined, language: string) =>
  agent === undefined ? undefined : { '@type': 'Organization', '@id': agent.iri.startsWith('_:') ? undefined : agent.iri, name: textIn(agent.name, language)?.text, url: agent.homepage ?? agent.page };

const interval = (period: Period): string | undefined => (period.start === undefined && period.end === undefined ? undefined : `${period.start ?? '..'}/${period.end ?? '..'}`);

const download = (distribution: Distribution, language: string) =>
  distribution.downloadUrl.map((contentUrl) => ({
    '@type': 'DataDownload', contentUrl, name: textIn(distribution.title ?? {}, language)?.text,
    encodingFormat: distribution.mediaType?.split('/media-types/')[1] ?? (distribution.format === undefined ? undefined : labelOf(distribution.format, 'en')),
    contentSize: distribution.byteSize === undefined ? undefined : String(distribution.byteSize),
  }));

const term = (iri: string, language: string) => ({ '@type': 'DefinedTerm', '@id': iri, name: labelOf(iri, language) });

const prune = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(prune).filter((one) => one !== undefined);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).map(([key, one]) => [key, prune(one)] as const).filter(([, one]) => one !== undefined);
  return Object.fromEntries(kept);
};

/** schema:Dataset for the page of a dataset, in the page's language (catalogue.md §5.6). Members without a value are left out. */
export const toSchemaOrg = (record: DatasetRecord, context: SchemaOrgContext): unknown => {
  const { language } = context;
  const title = textIn(record.title, language);
  const rights = record.distribution.map((one) => textIn(one.rights ?? {}, language)?.text).find((text) => text !== undefined);
  const variables = record.variables.flatMap((table) => table.variables).slice(0, mostVariables);
  return prune({
    '@context': 'https://schema.org/', '@type': 'Dataset', '@id': record.iri, url: context.url,
    identifier: [...record.identifier, ...record.otherIdentifier.map((other) => other.notation)], sameAs: record.landingPage,
    name: title?.text, alternateName: record.alternative.map((text) => textIn(text, language)?.text), inLanguage: title?.lang,
    description: textIn(record.description, language)?.text.slice(0, longestDescription),
    keywords: Object.values(record.keyword).flat(), about: [...record.healthTheme, ...record.healthCategory].map((iri) => term(iri, language)),
    creator: record.creator.map((agent) => organisation(agent, language)), publisher: organisation(record.publisher, language), maintainer: organisation(record.custodian, language),
    license: record.distribution.find((one) => one.licence !== undefined)?.licence,
    isAccessibleForFree: record.accessLevel === 'PUBLIC' ? true : undefined,
    conditionsOfAccess: [record.accessRights === undefined ? undefined : labelOf(record.accessRights, language), rights].filter((text) => text !== undefined).join('. ') || undefined,
    temporalCoverage: record.temporal.map(interval), spatialCoverage: record.spatial.map((iri) => ({ '@type': 'Place', name: labelOf(iri, language) })),
    variableMeasured: variables.map((one) => ({ '@type': 'PropertyValue', name: one.name, description: textIn(one.description, language)?.text })),
    measurementTechnique: record.activity.map((iri) => labelOf(iri, language)),
    distribution: record.distribution.flatMap((one) => download(one, language)),
    datePublished: record.issued, dateModified: record.modified, version: record.version, citation: record.isReferencedBy, isBasedOn: record.source,
    includedInDataCatalog: { '@type': 'DataCatalog', url: `${context.catalogue.url}/catalogue`, name: textIn(context.catalogue.name, language)?.text },
  });
};
