import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import type { LangText } from '../../../core/languages.ts';

/** The six groups of the data quality and utility label (Art. 78(3)), as far as a description tells them. */
export type UtilityGroup = 'documentation' | 'technical-quality' | 'quality-management' | 'coverage' | 'access-and-provision' | 'modifications';
export type Filling = 'filled' | 'part' | 'empty';

/** What a record does not hold but a node knows. */
export type UtilityFacts = {
  /** Documents of the holder for the label (Art. 60(4)), stored with the record for HDAB staff. */
  readonly qualityDocuments?: number;
  /** Measured median days from application to access of the deciding HDAB. */
  readonly medianAccessDays?: number;
};

const some = (value: LangText | readonly unknown[] | string | number | boolean | object | undefined): boolean => {
  if (value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
};

const parts = (record: DatasetRecord, facts: UtilityFacts): Readonly<Record<UtilityGroup, readonly boolean[]>> => ({
  documentation: [record.title, record.description, record.keyword, record.page, record.variables, record.conformsTo, record.codingSystem, record.source].map(some),
  'technical-quality': [some(record.quality), record.distribution.some(({ kind }) => kind === 'analytics')],
  'quality-management': [some(record.qualityAnnotation), (facts.qualityDocuments ?? 0) > 0],
  coverage: [record.temporal, record.populationCoverage, record.numberOfRecords, record.numberOfUniqueIndividuals, record.minTypicalAge, record.maxTypicalAge, record.spatial].map(some),
  'access-and-provision': [some(record.retentionPeriod), some(record.modified), some(record.temporal[0]?.end), some(facts.medianAccessDays)],
  modifications: [record.versionNotes, record.hasVersion, record.frequency, record.source, record.relation].map(some),
});

const fillingOf = (present: readonly boolean[]): Filling => (present.every(Boolean) ? 'filled' : present.some(Boolean) ? 'part' : 'empty');

/** The same facts as the score, seen by the groups of the label: filled, part or empty, never a grade. The label itself is the holder's (Art. 78).
 *  @see catalogue.md §7.3 */
export const utilityView = (record: DatasetRecord, facts: UtilityFacts = {}): Readonly<Record<UtilityGroup, { readonly state: Filling; readonly present: number; readonly of: number }>> =>
  Object.fromEntries(
    Object.entries(parts(record, facts)).map(([group, present]) => [group, { state: fillingOf(present), present: present.filter(Boolean).length, of: present.length }]),
  ) as ReturnType<typeof utilityView>;
