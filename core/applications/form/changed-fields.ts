import type { Answers, FormDefinition } from '../../api/applications.ts';

/** linkIds whose answer differs between two versions, in general answers and on one country's page. */
export const changedFields = (before: Answers, after: Answers, country: string): readonly string[] => {
  const differing = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): string[] =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((linkId) => JSON.stringify(a[linkId]) !== JSON.stringify(b[linkId]));
  return [...differing(before.values, after.values), ...differing(before.perCountry[country] ?? {}, after.perCountry[country] ?? {})];
};

/** The marked fields, and those that appear or disappear with them: what an answer may change (applications.md §4.1, info-response). */
export const mayChange = (form: FormDefinition, marked: readonly string[]): ReadonlySet<string> => {
  const allowed = new Set(marked);
  for (let grew = true; grew; ) {
    const more = form.fields.filter((field) => !allowed.has(field.linkId) && (field.enableWhen ?? []).some((condition) => allowed.has(condition.linkId)));
    for (const field of more) allowed.add(field.linkId);
    grew = more.length > 0;
  }
  return allowed;
};
