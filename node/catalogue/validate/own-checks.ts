import type { Finding } from '../../../core/catalogue/finding.ts';
import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import { euLanguages, type LangText } from '../../../core/languages.ts';
import { curieOf } from '../../../core/vocabulary/prefixes.ts';
import { dct } from '../../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../../core/vocabulary/healthdcatap.ts';
import { owl } from '../../../core/vocabulary/owl.ts';
import { schema } from '../../../core/vocabulary/schema.ts';
import type { Description } from '../../../mappings/rdf/description.ts';

/** The oldest age that is believed (catalogue.md §1.5, ours). */
const oldestAge = 130;

const warning = (record: DatasetRecord, code: string, property: string, found: readonly string[], expected: string): Finding => ({
  code, severity: 'warning', rule: 'own', focus: record.iri, path: curieOf(property), found, expected,
});

const ages = (record: DatasetRecord): Finding[] => {
  const { minTypicalAge: min, maxTypicalAge: max } = record;
  const findings: Finding[] = [];
  if (min !== undefined && max !== undefined && min > max) findings.push(warning(record, 'ages-crossed', healthdcatap.minTypicalAge, [String(min), String(max)], `at most ${max}`));
  if (min !== undefined && min > oldestAge) findings.push(warning(record, 'age-too-high', healthdcatap.minTypicalAge, [String(min)], `at most ${oldestAge}`));
  if (max !== undefined && max > oldestAge) findings.push(warning(record, 'age-too-high', healthdcatap.maxTypicalAge, [String(max)], `at most ${oldestAge}`));
  return findings;
};

const counts = (record: DatasetRecord): Finding[] => {
  const { numberOfRecords: records, numberOfUniqueIndividuals: people } = record;
  if (records === undefined || people === undefined || people <= records) return [];
  return [warning(record, 'more-people-than-records', healthdcatap.numberOfUniqueIndividuals, [String(people)], `at most ${records}`)];
};

const inEuLanguage = (text: LangText): boolean => Object.keys(text).some((tag) => (euLanguages as readonly string[]).includes(tag.split('-')[0]?.toLowerCase() ?? ''));

/** Art. 77(2): at least one official language of the Union; text without a tag is in no language anybody stated. */
const languages = (record: DatasetRecord): Finding[] => {
  const fields = [[dct.title, record.title], [dct.description, record.description]] as const;
  return fields
    .filter(([, text]) => Object.keys(text).length > 0 && !inEuLanguage(text))
    .map(([property, text]) => warning(record, 'no-eu-language', property, Object.keys(text), euLanguages.join(' ')));
};

const deprecated: Readonly<Record<string, string>> = {
  [schema.startDate]: 'dcat:startDate', [schema.endDate]: 'dcat:endDate', [dct.hasVersion]: 'dcat:hasVersion', [dct.isVersionOf]: 'dcat:isVersionOf',
  [owl.versionInfo]: 'dcat:version',
};

/** Terms DCAT-AP 3 replaced (catalogue.md §1.12). */
const oldTerms = (description: Description): Finding[] =>
  description.quads
    .filter((quad) => deprecated[quad.predicate.value] !== undefined && (quad.predicate.value.startsWith(schema.$iri) || (quad.subject as { id: string }).id === description.iri))
    .map((quad) => ({
      code: 'deprecated-term', severity: 'warning', rule: 'own', focus: (quad.subject as { id: string }).id, path: curieOf(quad.predicate.value),
      found: [quad.object.value], expected: deprecated[quad.predicate.value] ?? '',
    }));

/** Our own checks, which no shape makes: ages, counts, languages, terms that were replaced (catalogue.md §1.5 "ours", §1.12, §7.2). */
export const ownChecks = (description: Description, record: DatasetRecord): Finding[] => [
  ...ages(record), ...counts(record), ...languages(record), ...oldTerms(description),
];
