import type { DirectoryDocument } from '../../../core/directory.ts';
import { msOf } from '../../../core/clock.ts';

/** One version this node has used, in the order it came into use. */
export type UsedDirectory = { readonly version: number; readonly usedFrom: string; readonly jws: string; /** Directory key that signed it. */ readonly kid: string; readonly document: DirectoryDocument };

/** What an archive needs directories for: the time from sending to receipt, and the keys that signed. */
export type Needs = {
  readonly versions: readonly number[];
  readonly spans: readonly { readonly from: string; readonly to: string }[];
  readonly keys: readonly { readonly node: string; readonly kid: string; readonly at: string }[];
};

const lists = ({ document }: UsedDirectory, { node, kid, at }: Needs['keys'][number]): boolean =>
  document.participants.some((one) => one.nodeId === node && one.signingKeys.some((key) => key.kid === kid && msOf(key.notBefore) <= msOf(at) && msOf(at) < msOf(key.notAfter)));

/** A pinned key set of the first day opens the archive: the versions that announced later directory keys belong to it. */
const announcing = (used: readonly UsedDirectory[], chosen: ReadonlySet<number>): readonly number[] => {
  const needed = new Set(chosen);
  for (const one of [...used].sort((a, b) => b.version - a.version)) {
    const later = used.filter((other) => needed.has(other.version) && other.version > one.version);
    if (later.some((other) => other.kid !== one.kid && one.document.nextDirectoryKeys.some((key) => key.kid === other.kid))) needed.add(one.version);
  }
  return [...needed];
};

/** The directory versions that belong into an evidence archive (exchange.md §2.2, §7): every one that was in use between the sending of a message and its receipt,
 *  one that lists each key that signed on its day, and those by which a verifier learns later directory keys. @returns oldest first */
export const chooseDirectories = (used: readonly UsedDirectory[], needs: Needs): readonly UsedDirectory[] => {
  const ordered = [...used].sort((a, b) => (a.usedFrom === b.usedFrom ? a.version - b.version : a.usedFrom < b.usedFrom ? -1 : 1));
  const chosen = new Set(needs.versions);
  ordered.forEach((one, index) => {
    const until = ordered[index + 1]?.usedFrom;
    if (needs.spans.some((span) => one.usedFrom <= span.to && (until === undefined || span.from < until))) chosen.add(one.version);
  });
  for (const key of needs.keys) {
    if (ordered.some((one) => chosen.has(one.version) && lists(one, key))) continue;
    const listing = ordered.find((one) => lists(one, key));
    if (listing !== undefined) chosen.add(listing.version);
  }
  const all = new Set(announcing(used, chosen));
  return used.filter((one) => all.has(one.version)).sort((a, b) => a.version - b.version);
};
