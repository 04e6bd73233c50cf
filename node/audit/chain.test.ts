import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRow } from './chain.ts';
import { chainHash, checkRun, genesis } from './chain.ts';

const chainOf = (actions: readonly string[]): AuditRow[] => {
  let hash = genesis;
  return actions.map((action, index) => {
    const row = { id: index + 1, at: '2027-03-29T00:30:00.000Z', actor: 'system:test', role: null, action, target: 'message:1', outcome: 'success', details: { n: index }, seq: index + 1, hash: null };
    hash = chainHash(hash, index + 1, row);
    return { ...row, hash };
  });
};
const check = (rows: readonly AuditRow[]) => checkRun({ seq: 0, hash: genesis }, rows);
const actions = fc.array(fc.string(), { minLength: 3, maxLength: 12 });

describe('audit chain', () => {
  it('accepts what was written', () => {
    fc.assert(fc.property(actions, (list) => 'hash' in check(chainOf(list))));
  });
  it('finds a changed row at its place', () => {
    fc.assert(
      fc.property(actions, fc.nat(), (list, pick) => {
        const rows = chainOf(list);
        const at = pick % rows.length;
        rows[at] = { ...rows[at]!, outcome: 'refused' };
        expect(check(rows)).toMatchObject({ fault: { seq: at + 1, code: 'changed' } });
      }),
    );
  });
  it('finds a missing row', () => {
    fc.assert(
      fc.property(actions, fc.nat(), (list, pick) => {
        const rows = chainOf(list);
        const at = pick % (rows.length - 1);
        rows.splice(at, 1);
        expect(check(rows)).toMatchObject({ fault: { seq: at + 1, code: 'missing' } });
      }),
    );
  });
  it('finds two rows that changed places, even renumbered', () => {
    const rows = chainOf(['a', 'b', 'c']);
    const swapped = [rows[1]!, rows[0]!, rows[2]!].map((row, index) => ({ ...row, seq: index + 1 }));
    expect(check(swapped)).toMatchObject({ fault: { seq: 1, code: 'changed' } });
  });
});
