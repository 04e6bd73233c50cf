import type { Answers, FormField } from '../api/applications.ts';
import type { Role } from '../roles.ts';

/** Who sees which part of the answers of a leg that this node decides (applications.md §7), as one table that the tests walk as every role. */
export type Part = 's2-public' | 's2-private' | 's3' | 's4' | 's5' | 's6' | 's7' | 's8' | 's9' | 's10';

const everything: readonly Part[] = ['s2-public', 's2-private', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10'];

export const visibleParts: Readonly<Record<Role, readonly Part[]>> = {
  researcher: [],
  'case-handler': everything,
  'decision-maker': everything,
  'trusted-holder': everything.filter((part) => part !== 's4'),
  'data-holder': ['s2-public', 's6'],
  coordinator: ['s2-public'],
  operator: [],
  auditor: [],
};

export const partOf = (field: Pick<FormField, 'linkId' | 'section' | 'public'>): Part | undefined => {
  if (field.section === 1) return undefined;
  if (field.section === 2) return field.public === true ? 's2-public' : 's2-private';
  return `s${field.section}` as Part;
};

/** The answers these roles may see, field by field; a field the form does not know is shown to nobody but the deciding body's staff. */
export const visibleAnswers = (fields: readonly FormField[], answers: Answers, roles: readonly Role[]): Answers => {
  const parts = new Set(roles.flatMap((role) => visibleParts[role]));
  const all = parts.size === everything.length;
  const byLinkId = new Map(fields.map((field) => [field.linkId, field]));
  const shown = ([linkId]: [string, unknown]): boolean => {
    const field = byLinkId.get(linkId);
    const part = field === undefined ? undefined : partOf(field);
    return part === undefined ? all : parts.has(part);
  };
  const keep = (values: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(values).filter(shown));
  return {
    values: keep(answers.values),
    perCountry: parts.has('s6') ? Object.fromEntries(Object.entries(answers.perCountry).map(([country, page]) => [country, keep(page)])) : {},
  };
};
