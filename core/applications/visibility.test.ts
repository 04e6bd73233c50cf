import { describe, expect, it } from 'vitest';
import { roles } from '../roles.ts';
import { formOf } from './form/forms.ts';
import type { Part } from './visibility.ts';
import { partOf, visibleAnswers } from './visibility.ts';

const fields = formOf('access')?.fields ?? [];
const filled = {
  values: Object.fromEntries(fields.filter((field) => !field.perCountry && field.type !== 'auto').map((field) => [field.linkId, 'x'])),
  perCountry: { FI: Object.fromEntries(fields.filter((field) => field.perCountry).map((field) => [field.linkId, 'x'])) },
};
const seenParts = (role: (typeof roles)[number]): Part[] => {
  const seen = visibleAnswers(fields, filled, [role]);
  const linkIds = new Set([...Object.keys(seen.values), ...Object.values(seen.perCountry).flatMap((page) => Object.keys(page))]);
  return [...new Set(fields.filter((field) => linkIds.has(field.linkId)).flatMap((field) => partOf(field) ?? []))].sort();
};

/** applications.md §7, second table, written again by hand: what of a leg's answers each role sees at the deciding node's desk. */
const expected: Readonly<Record<(typeof roles)[number], readonly string[]>> = {
  researcher: [], operator: [], auditor: [],
  'case-handler': ['s10', 's2-private', 's2-public', 's3', 's5', 's6', 's8'],
  'decision-maker': ['s10', 's2-private', 's2-public', 's3', 's5', 's6', 's8'],
  'trusted-holder': ['s10', 's2-private', 's2-public', 's3', 's5', 's6', 's8'],
  'data-holder': ['s2-public', 's6'],
  coordinator: ['s2-public'],
};

describe('visibility', () => {
  it.each(roles)('%s sees what the table says and no field more', (role) => expect(seenParts(role)).toEqual(expected[role]));
  it('shows payment to the deciding body alone', () => {
    const withPayment = { values: { ...filled.values, 's4.vatNumber': 'x' }, perCountry: {} };
    const payment = [...fields, { ...(fields[0] as (typeof fields)[number]), linkId: 's4.vatNumber', section: 4 }];
    for (const role of roles) expect('s4.vatNumber' in visibleAnswers(payment, withPayment, [role]).values).toBe(role === 'case-handler' || role === 'decision-maker');
  });
  it('shows a field that the form does not know to the deciding body alone', () => {
    for (const role of roles) expect('s2.newField' in visibleAnswers(fields, { values: { 's2.newField': 'x' }, perCountry: {} }, [role]).values).toBe(role === 'case-handler' || role === 'decision-maker');
  });
});
