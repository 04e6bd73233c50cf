import type { Agent, DatasetRecord, Period } from '../../../core/catalogue/record.ts';
import type { LangText } from '../../../core/languages.ts';
import { textIn } from '../../../core/languages.ts';
import type { FacetKey } from './facet-keys.ts';

/** What the index needs beside the record itself. */
export type RowContext = {
  readonly id: string; readonly iri: string; readonly node: string; readonly country: string; readonly state: string;
  readonly valid: boolean; readonly score: number | undefined; readonly changedAt: string; readonly validated: boolean;
};

/** A dataset as a list of results shows it, in all its languages; cut to the reader's when answered. */
export type StoredSummary = {
  readonly id: string; readonly iri: string; readonly node: string; readonly country: string; readonly kind: string; readonly state: string; readonly valid: boolean; readonly score?: number;
  readonly title: LangText; readonly description: LangText; readonly accessLevel?: string; readonly holder?: LangText; readonly publisher?: LangText; readonly hdab?: LangText;
  readonly healthCategory: readonly string[]; readonly healthTheme: readonly string[]; readonly period?: Period; readonly individuals?: number; readonly records?: number;
  readonly modified?: string; readonly variables: number; readonly keyword: Readonly<Record<string, readonly string[]>>; readonly codes: readonly string[];
  /** Other addresses of the same dataset; looked up when read. */
  readonly also?: readonly { readonly node: string; readonly iri: string }[] | null;
};

/** Weights of catalogue.md §8: a title, b keywords and names, c descriptions, v variables and codes, d the rest. */
export type TextPart = { readonly l: string; readonly w: 'a' | 'b' | 'c' | 'v' | 'd'; readonly t: string };

export type SearchRow = {
  readonly pairs: readonly (readonly [FacetKey, string])[];
  /** In the order of `numberColumns`. */
  readonly numbers: readonly (number | null)[];
  readonly langs: readonly string[];
  readonly titleSort: string;
  readonly summary: StoredSummary;
  readonly parts: readonly TextPart[];
  readonly names: readonly { readonly k: 'title' | 'holder'; readonly l: string; readonly t: string }[];
};

export const numberColumns = ['individuals', 'records', 'minAge', 'maxAge', 'start', 'end', 'modified', 'score', 'resolution', 'resolutionDays'] as const;
export type NumberColumn = (typeof numberColumns)[number];

/** A date of any precision as a decimal year, so that `2024`, `2024-03` and an instant compare; undefined when it is no date. */
export const decimalYear = (date: string | undefined, end = false): number | undefined => {
  const found = /^(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? '');
  if (found === null) return undefined;
  const [year, month, day] = [Number(found[1]), found[2] === undefined ? undefined : Number(found[2]), found[3] === undefined ? undefined : Number(found[3])];
  if (month === undefined) return end ? year + 0.9999 : year;
  if (day === undefined) return year + (end ? month / 12 - 0.0001 : (month - 1) / 12);
  return year + (month - 1) / 12 + (day - 1) / 372;
};

const nameOf = (agent: Agent | undefined): string | undefined => (agent === undefined ? undefined : (textIn(agent.name, 'en')?.text ?? agent.iri));

const cut = (text: LangText, length: number): LangText => Object.fromEntries(Object.entries(text).map(([lang, value]) => [lang, value.length > length ? `${value.slice(0, length)}…` : value]));

const parts = (weight: TextPart['w'], ...texts: readonly (LangText | undefined)[]): TextPart[] =>
  texts.flatMap((text) => Object.entries(text ?? {}).filter(([, t]) => t !== '').map(([l, t]) => ({ l, w: weight, t })));

const variableParts = (record: DatasetRecord): TextPart[] =>
  // 20,000 variables are legal (§6.7); their names are what people look for, descriptions are capped so that one record cannot outgrow the index
  record.variables.flatMap((table) => table.variables).slice(0, 20_000).flatMap((variable, at) => [
    { l: 'simple', w: 'v' as const, t: variable.name },
    ...parts('v', variable.title),
    ...(at < 2_000 ? parts('d', variable.description) : []),
  ]);

const textParts = (record: DatasetRecord): TextPart[] => [
  ...parts('a', record.title, ...record.alternative),
  ...Object.entries(record.keyword).flatMap(([l, words]) => words.map((t) => ({ l, w: 'b' as const, t }))),
  ...parts('b', record.publisher?.name, record.custodian?.name, record.hdab?.name),
  ...parts('c', record.description, record.populationCoverage, record.provenance),
  ...variableParts(record),
  ...record.distribution.slice(0, 200).flatMap((distribution) => parts('d', distribution.title)),
];

const band = (score: number): string => (score >= 87 ? 'excellent' : score >= 55 ? 'good' : score >= 30 ? 'sufficient' : 'poor');

const pairsOf = (record: DatasetRecord, context: RowContext): [FacetKey, string][] => {
  const many = (key: FacetKey, values: readonly (string | undefined)[]): [FacetKey, string][] =>
    [...new Set(values.filter((value): value is string => value !== undefined && value !== ''))].map((value) => [key, value]);
  const yesNo = (value: boolean | undefined) => (value === undefined ? [] : [value ? 'yes' : 'no']);
  return [
    ...many('node', [context.node]), ...many('country', [context.country]), ...many('accessLevel', [record.accessLevel]),
    ...many('healthCategory', record.healthCategory), ...many('healthTheme', record.healthTheme), ...many('keyword', Object.values(record.keyword).flat().map((word) => word.trim())),
    ...many('holder', [nameOf(record.custodian) ?? nameOf(record.publisher)]), ...many('trustedHolder', yesNo(record.trustedHolder)), ...many('hdab', [nameOf(record.hdab)]),
    ...many('publisher', [nameOf(record.publisher)]), ...many('publisherType', [record.publisher?.type]), ...many('type', record.type), ...many('activity', record.activity),
    ...many('codingSystem', record.codingSystem), ...many('standard', record.conformsTo), ...many('language', record.language),
    ...many('descriptionLanguage', Object.keys(record.title).filter((lang) => lang !== 'und')), ...many('personalData', record.personalData),
    ...many('format', record.distribution.map((d) => d.format)), ...many('structuredData', yesNo(record.hasStructuredData)),
    ...many('hasVariables', yesNo(record.variables.length > 0)), ...many('hasSample', yesNo(record.distribution.some((d) => d.kind === 'sample'))),
    ...many('spatial', record.spatial), ...many('population', Object.values(record.populationCoverage).slice(0, 1).filter((text) => text.length <= 120)),
    ...many('quality', context.score === undefined ? [] : [band(context.score)]), ...many('valid', yesNo(context.valid)),
    ...many('code', record.codeValues.map((code) => code.trim().toUpperCase())), ...many('kind', [record.kind]),
  ];
};

const spanOf = (periods: readonly Period[]): Period | undefined => {
  if (periods.length === 0) return undefined;
  const starts = periods.map((p) => p.start).filter((d) => d !== undefined).sort();
  const open = periods.some((p) => p.end === undefined);
  const ends = periods.map((p) => p.end).filter((d) => d !== undefined).sort();
  return { ...(starts[0] === undefined ? {} : { start: starts[0] }), ...(open || ends.at(-1) === undefined ? {} : { end: ends.at(-1)! }) };
};

const least = (numbers: readonly (number | undefined)[]): number | undefined => numbers.reduce((smallest, one) => (one === undefined ? smallest : Math.min(one, smallest ?? one)), undefined);
const metres = (text: string | undefined): number | undefined => (text !== undefined && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined);
/** A duration such as `P1M` or `PT15M` in days, a month being 30 and a year 365. */
export const days = (text: string | undefined): number | undefined => {
  const found = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(text?.trim() ?? '');
  if (found === null) return undefined;
  const [years, months, weeks, whole, hours, minutes, seconds] = found.slice(1).map((one) => Number(one ?? 0)) as [number, number, number, number, number, number, number];
  return years * 365 + months * 30 + weeks * 7 + whole + hours / 24 + minutes / 1440 + seconds / 86_400;
};

const numbersOf = (record: DatasetRecord, context: RowContext): (number | null)[] => {
  const span = spanOf(record.temporal);
  const start = decimalYear(span?.start);
  const values: Record<NumberColumn, number | undefined> = {
    individuals: record.numberOfUniqueIndividuals, records: record.numberOfRecords, minAge: record.minTypicalAge, maxAge: record.maxTypicalAge,
    // an open end lasts: 9999 keeps overlap a plain comparison
    start, end: decimalYear(span?.end, true) ?? (start === undefined ? undefined : 9999), modified: decimalYear(record.modified ?? context.changedAt), score: context.score,
    // the finest there is of the dataset and its files
    resolution: least([record.spatialResolution, ...record.distribution.map((one) => one.spatialResolution)].map(metres)),
    resolutionDays: least([record.temporalResolution, ...record.distribution.map((one) => one.temporalResolution)].map(days)),
  };
  return numberColumns.map((column) => values[column] ?? null);
};

const summaryOf = (record: DatasetRecord, context: RowContext): StoredSummary => {
  const period = spanOf(record.temporal);
  return {
    id: context.id, iri: context.iri, node: context.node, country: context.country, kind: record.kind, state: context.state, valid: context.valid,
    ...(context.score === undefined ? {} : { score: context.score }),
    title: record.title, description: cut(record.description, 600),
    ...(record.accessLevel === undefined ? {} : { accessLevel: record.accessLevel }),
    ...(record.custodian === undefined ? {} : { holder: record.custodian.name }), ...(record.publisher === undefined ? {} : { publisher: record.publisher.name }),
    ...(record.hdab === undefined ? {} : { hdab: record.hdab.name }),
    healthCategory: record.healthCategory, healthTheme: record.healthTheme, ...(period === undefined ? {} : { period }),
    ...(record.numberOfUniqueIndividuals === undefined ? {} : { individuals: record.numberOfUniqueIndividuals }), ...(record.numberOfRecords === undefined ? {} : { records: record.numberOfRecords }),
    modified: record.modified ?? context.changedAt, variables: record.variables.reduce((sum, table) => sum + table.variables.length, 0),
    keyword: record.keyword, codes: record.codeValues.slice(0, 50),
  };
};

/** Everything search keeps of one public record (catalogue.md §8). Pure; the store writes it in one statement. */
export const searchRowOf = (record: DatasetRecord, context: RowContext): SearchRow => {
  const title = textIn(record.title, 'en')?.text ?? '';
  return {
    pairs: pairsOf(record, context), numbers: numbersOf(record, context),
    langs: [...new Set(Object.keys({ ...record.title, ...record.description }).map((lang) => lang.split('-')[0] ?? lang))],
    titleSort: title.toLowerCase().slice(0, 200), summary: summaryOf(record, context), parts: textParts(record),
    names: [
      ...Object.entries(record.title).map(([l, t]) => ({ k: 'title' as const, l, t: t.slice(0, 500) })),
      ...Object.entries(record.custodian?.name ?? record.publisher?.name ?? {}).map(([l, t]) => ({ k: 'holder' as const, l, t: t.slice(0, 500) })),
    ],
  };
};
