import type { DatasetDetail, NodeFreshness } from '../../../core/api/datasets.ts';
import type { Agent, DatasetRecord } from '../../../core/catalogue/record.ts';
import type { LangText } from '../../../core/languages.ts';
import { textIn } from '../../../core/languages.ts';
import type { LinkFacts } from '../links/verdict.ts';
import { utilityView } from '../score/utility-view.ts';
import type { Labels } from '../search/answer.ts';
import { summaryFor } from '../search/answer.ts';
import { searchRowOf } from '../search/row.ts';
import type { StoredVersion } from '../store.ts';
import { formats, mediaTypeOf } from './negotiate.ts';
import type { Head } from './representations.ts';

export type DetailContext = {
  readonly language: string; readonly labels: Labels; readonly node: NodeFreshness; readonly country: string; readonly publicUrl: string;
  readonly versions: readonly Omit<StoredVersion, 'quads' | 'findings'>[]; readonly also: readonly { readonly id: string; readonly node: string; readonly iri: string }[];
  /** What trying the addresses of this record gave, and whether this node tries them at all. */
  readonly links?: { readonly on: boolean; readonly facts: LinkFacts };
  /** Documents for the quality label that are stored with the record. */
  readonly documents?: number;
};

// a page shows this many variables of a table; the rest is in variables.csv
const shownVariables = 500;

const defined = <T extends object>(members: { [K in keyof T]: T[K] | undefined }): T => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;

const agentView = (agent: Agent | undefined, lang: string) => {
  if (agent === undefined) return undefined;
  const name = textIn(agent.name, lang) ?? { text: agent.iri, lang: 'und' };
  return { iri: agent.iri, name: name.text, lang: name.lang, ...defined<{ email?: string; page?: string; type?: string; note?: string }>({ email: agent.email, page: agent.page ?? agent.homepage, type: agent.type, note: textIn(agent.note ?? {}, lang)?.text }) };
};

const valuesOf = (record: DatasetRecord, lang: string, labels: Labels): DatasetDetail['values'] => {
  const lists: Record<string, readonly string[]> = {
    accessRights: record.accessRights === undefined ? [] : [record.accessRights], healthCategory: record.healthCategory, healthTheme: record.healthTheme, theme: record.theme, type: record.type,
    codingSystem: record.codingSystem, conformsTo: record.conformsTo, personalData: record.personalData, legalBasis: record.legalBasis, activity: record.activity, spatial: record.spatial,
    language: record.language, frequency: record.frequency === undefined ? [] : [record.frequency], legislation: record.legislation,
  };
  return Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0).map(([key, values]) => [key, values.map((value) => ({ value, label: labels(value, lang) }))]));
};

const distributionView = (record: DatasetRecord, lang: string, labels: Labels): DatasetDetail['distributions'] => {
  const text = (value: LangText | undefined) => textIn(value ?? {}, lang)?.text;
  return record.distribution.map((d) => ({
    iri: d.iri, kind: d.kind, accessUrl: [...d.accessUrl], downloadUrl: [...d.downloadUrl],
    ...defined<Partial<DatasetDetail['distributions'][number]>>({
      title: text(d.title), description: text(d.description), format: d.format === undefined ? undefined : { value: d.format, label: labels(d.format, lang) },
      mediaType: d.mediaType, licence: d.licence, rights: text(d.rights), byteSize: d.byteSize,
    }),
  }));
};

const variablesView = (record: DatasetRecord, lang: string): DatasetDetail['variables'] => {
  const text = (value: LangText) => textIn(value, lang)?.text ?? '';
  return {
    total: record.variables.reduce((sum, table) => sum + table.variables.length, 0),
    tables: record.variables.map((table) => ({
      title: text(table.title),
      variables: table.variables.slice(0, shownVariables).map((v) => ({ name: v.name, title: text(v.title), description: text(v.description), ...(v.datatype === undefined ? {} : { datatype: v.datatype }) })),
    })),
  };
};

const linksView = ({ on, facts }: NonNullable<DetailContext['links']>): NonNullable<DatasetDetail['quality']['links']> => ({
  on, checked: facts.checked, unchecked: facts.unchecked, dead: facts.findings.length, ...(facts.checkedAt === undefined ? {} : { checkedAt: facts.checkedAt }),
});

/** Everything the portal's dataset page shows, in the reader's language, from the public version (catalogue.md §5.1, §8; portal.md §1). */
export const detailOf = ({ record: stored, version }: Head, context: DetailContext): DatasetDetail => {
  const { language: lang, labels } = context;
  const record = version.record;
  const text = (value: LangText | undefined) => textIn(value ?? {}, lang)?.text;
  const description = textIn(record.description, lang) ?? { text: '', lang: 'und' };
  const row = searchRowOf(record, { id: stored.id, iri: stored.iri, node: stored.node, country: context.country, state: stored.state, valid: version.violations === 0, score: version.score ?? undefined, changedAt: version.at, validated: true });
  const agents = defined<Omit<DatasetDetail['agents'], 'creator'>>({ hdab: agentView(record.hdab, lang), hdabCoordinator: agentView(record.hdabCoordinator, lang), custodian: agentView(record.custodian, lang), publisher: agentView(record.publisher, lang) });
  return {
    summary: { ...summaryFor(row.summary, lang, labels, { words: [], concepts: [] }), alsoPublishedBy: context.also.map(({ node, iri }) => ({ node, iri })) },
    languages: [...new Set([...Object.keys(record.title), ...Object.keys(record.description)])],
    text: {
      description: description.text, lang: description.lang, alternative: record.alternative.map((one) => text(one) ?? '').filter((one) => one !== ''), purpose: record.purpose.map((one) => text(one) ?? '').filter((one) => one !== ''),
      ...defined<{ population?: string; provenance?: string; versionNotes?: string }>({ population: text(record.populationCoverage), provenance: text(record.provenance), versionNotes: text(record.versionNotes) }),
    },
    keywords: Object.entries(record.keyword).flatMap(([tag, words]) => words.map((word) => ({ text: word, lang: tag }))),
    identifiers: [...record.identifier.map((value) => ({ value, own: true })), ...record.otherIdentifier.map(({ notation, agency }) => ({ value: notation, own: false, ...(agency === undefined ? {} : { agency }) }))],
    values: valuesOf(record, lang, labels),
    codeValues: [...record.codeValues],
    agents: { ...agents, creator: record.creator.map((agent) => agentView(agent, lang)).filter((agent) => agent !== undefined) },
    contact: record.contactPoint.map((point) => defined<DatasetDetail['contact'][number]>({ name: text(point.name), email: point.email, url: point.url, telephone: point.telephone })),
    trustedHolder: record.trustedHolder,
    numbers: defined<DatasetDetail['numbers']>({ records: record.numberOfRecords, individuals: record.numberOfUniqueIndividuals, minAge: record.minTypicalAge, maxAge: record.maxTypicalAge }),
    periods: { temporal: record.temporal.map(({ start, end }) => defined<{ start?: string; end?: string }>({ start, end })), ...(record.retentionPeriod === undefined ? {} : { retention: defined<{ start?: string; end?: string }>({ start: record.retentionPeriod.start, end: record.retentionPeriod.end }) }) },
    ...(record.hasStructuredData === undefined ? {} : { structured: record.hasStructuredData }),
    variables: variablesView(record, lang),
    distributions: distributionView(record, lang, labels),
    links: { landingPage: [...record.landingPage], page: [...record.page], isReferencedBy: [...record.isReferencedBy], source: [...record.source], relation: [...record.relation], inSeries: [...record.inSeries] },
    quality: {
      violations: version.violations, warnings: version.warnings + (context.links?.facts.findings.length ?? 0), detail: version.score_detail, ...(version.score === null ? {} : { score: version.score }), utility: utilityView(record, { qualityDocuments: context.documents ?? 0 }),
      ...(context.links === undefined ? {} : { links: linksView(context.links) }),
    },
    version: version.version,
    versions: context.versions.filter((v) => v.published_at !== null).map((v) => ({ number: v.number, version: v.version, at: v.at, actor: roleOf(v.actor), violations: v.violations, public: true })),
    chain: stored.chain.map((hop) => ({ ...hop })),
    node: context.node,
    alsoPublishedBy: [...context.also],
    formats: formats.filter(({ extension }) => !['html', 'trig', 'fhir'].includes(extension)).map(({ extension }) => ({ mediaType: mediaTypeOf(extension), href: `${context.publicUrl}/dataset/${stored.id}.${extension}` })),
    changedAt: stored.changed_at,
    ...defined<{ publishedAt?: string; missingSince?: string }>({ publishedAt: stored.published_at ?? undefined, missingSince: stored.missing_since ?? undefined }),
  };
};

/** Who made a version, as a role: persons are not named in public. */
export const roleOf = (actor: string): string => (actor.startsWith('source:') ? 'source' : actor.startsWith('partner:') ? actor : 'holder');
