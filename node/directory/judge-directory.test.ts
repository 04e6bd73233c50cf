import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DirectoryDocument } from '../../core/directory.ts';
import { judgeDirectory } from './judge-directory.ts';

const at = { nowMs: new Date('2027-03-29T00:30:00.000Z').getTime(), graceMs: 14 * 86_400_000 };
const offer = (version: number, more: Partial<DirectoryDocument> = {}) => {
  const document: DirectoryDocument = { consortium: 'C', version, issuedAt: '2027-03-01T00:00:00.000Z', expiresAt: '2027-04-01T00:00:00.000Z', participants: [], nextDirectoryKeys: [], ...more };
  return { document, jws: JSON.stringify(document) };
};

it('the version in use never goes down, in whatever order directories arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 })), (versions) => {
      let current: ReturnType<typeof offer> | undefined;
      for (const version of versions) {
        const outcome = judgeDirectory(current, offer(version), at);
        if (outcome.type === 'adopt') {
          expect(version).toBeGreaterThan(current?.document.version ?? 0);
          current = offer(version);
        }
      }
      expect(current?.document.version).toBe(versions.length === 0 ? undefined : Math.max(...versions));
    }),
  );
});
it('the same content signed again is no fork', () => expect(judgeDirectory(offer(3), { ...offer(3), jws: 'signed again' }, at)).toEqual({ type: 'unchanged' }));
it('one that expired longer ago than the grace is not taken', () => expect(judgeDirectory(offer(1), offer(2, { expiresAt: '2027-03-01T00:00:00.000Z' }), at)).toMatchObject({ code: 'directory-expired' }));
