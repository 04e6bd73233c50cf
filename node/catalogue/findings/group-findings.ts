import type { Finding } from '../../../core/catalogue/finding.ts';

/** One cause in many records of a source: "in 212 of 240 records, one cause" (catalogue.md §7.2). */
export type FindingGroup = { readonly finding: Finding; readonly records: readonly string[]; readonly of: number };

const causeOf = ({ code, path, expected, found, severity }: Finding): string =>
  [severity, code, path, expected, code === 'missing' || code === 'no-variables' ? '' : found.join('\n')].join('\u0000');

/** Identical findings of one source under one heading, the most frequent first. @param records findings per record id */
export const groupFindings = (records: ReadonlyMap<string, readonly Finding[]>): FindingGroup[] => {
  const groups = new Map<string, { finding: Finding; records: Set<string> }>();
  for (const [id, findings] of records) {
    for (const finding of findings) {
      const known = groups.get(causeOf(finding));
      if (known === undefined) groups.set(causeOf(finding), { finding, records: new Set([id]) });
      else known.records.add(id);
    }
  }
  return [...groups.values()]
    .map((group) => ({ finding: group.finding, records: [...group.records], of: records.size }))
    .sort((left, right) => right.records.length - left.records.length);
};
