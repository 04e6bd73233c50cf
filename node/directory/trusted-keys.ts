import type { JWK } from 'jose';
import { verifyDirectory } from '../../certs/directory-jws.ts';
import type { VerifiedDirectory } from '../../certs/directory-jws.ts';
import type { DirectoryDocument } from '../../core/directory.ts';
import { countsAt } from '../../core/directory.ts';

/** Keys that may sign the next directory: those the operator pinned, and those a directory so signed announced (exchange.md §2.2 nextDirectoryKeys). */
export const keysAfter = (trusted: readonly JWK[], document: DirectoryDocument, nowMs: number): readonly JWK[] => {
  const announced = document.nextDirectoryKeys.filter((key) => countsAt(key, nowMs)).map((key): JWK => ({ ...(key.jwk as JWK), kid: key.kid }));
  return [...trusted, ...announced.filter((key) => !trusted.some((one) => one.kid === key.kid))];
};

/** Verifies stored versions oldest first, learning announced keys on the way: a chain from the pinned keys to the newest version.
 *  @returns the newest that verifies; versions signed with keys nobody announced are left out */
export const verifyChain = async (pinned: readonly JWK[], signed: readonly string[], nowMs: number): Promise<{ latest: VerifiedDirectory | undefined; trusted: readonly JWK[] }> => {
  let trusted = pinned;
  let latest: VerifiedDirectory | undefined;
  for (const jws of signed) {
    const verified = await verifyDirectory(jws, trusted).catch(() => undefined);
    if (verified === undefined) continue;
    latest = verified;
    // A key announced by a version of its day stays known for reading later versions, even when its announcement is long past.
    trusted = keysAfter(trusted, verified.document, Math.min(nowMs, new Date(verified.document.expiresAt).getTime()));
  }
  return { latest, trusted };
};
