import { describe, expect, it } from 'vitest';
import type { DirectoryDocument } from '../../../core/directory.ts';
import type { UsedDirectory } from './choose-directories.ts';
import { chooseDirectories } from './choose-directories.ts';

const day = (n: number): string => `2027-03-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const used = (version: number, from: number, keys: Record<string, readonly string[]> = {}, more: { kid?: string; next?: readonly string[] } = {}): UsedDirectory => ({
  version, usedFrom: day(from), jws: `v${version}`, kid: more.kid ?? 'dir-1',
  document: {
    participants: Object.entries(keys).map(([nodeId, kids]) => ({ nodeId, signingKeys: kids.map((kid) => ({ kid, notBefore: day(1), notAfter: day(31) })) })),
    nextDirectoryKeys: (more.next ?? []).map((kid) => ({ kid })),
  } as unknown as DirectoryDocument,
});
const chosen = (all: readonly UsedDirectory[], needs: Partial<Parameters<typeof chooseDirectories>[1]>): number[] => chooseDirectories(all, { versions: [], spans: [], keys: [], ...needs }).map((one) => one.version);

describe('directories of an evidence archive', () => {
  const five = [used(1, 1), used(2, 5), used(3, 10), used(4, 15), used(5, 20)];
  it('are all that were in use from sending to receipt, and no others', () => {
    expect(chosen(five, { spans: [{ from: day(7), to: day(16) }] })).toEqual([2, 3, 4]);
    expect(chosen(five, { spans: [{ from: day(21), to: day(22) }] })).toEqual([5]);
    expect(chosen(five, { versions: [5], spans: [{ from: day(2), to: day(2) }] })).toEqual([1, 5]);
  });
  it('include one that lists each key that signed, wherever it stands', () => {
    const all = [used(1, 1, { FI: ['fi-0'] }), used(2, 5, { FI: ['fi-1'] }), used(3, 10, { FI: ['fi-1', 'fi-2'] }), used(4, 15, { FI: ['fi-2'] })];
    // A receipt signed with the key of a version that we had read before, or only read afterwards.
    expect(chosen(all, { spans: [{ from: day(2), to: day(3) }], keys: [{ node: 'FI', kid: 'fi-2', at: day(12) }] })).toEqual([1, 3]);
    expect(chosen(all, { spans: [{ from: day(16), to: day(17) }], keys: [{ node: 'FI', kid: 'fi-2', at: day(16) }] })).toEqual([4]);
    expect(chosen(all, { versions: [4], keys: [{ node: 'FI', kid: 'nobody', at: day(16) }] })).toEqual([4]);
  });
  it('include those that announced the directory keys of the others', () => {
    const all = [used(1, 1, {}, { next: ['dir-2'] }), used(2, 5, {}, { kid: 'dir-2' }), used(3, 10, {}, { kid: 'dir-2', next: ['dir-3'] }), used(4, 15, {}, { kid: 'dir-3' })];
    expect(chosen(all, { versions: [4] })).toEqual([1, 3, 4]);
  });
});
