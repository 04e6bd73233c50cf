import { readIfThere, writePublic } from './files.ts';
import type { Crl } from './crl.ts';
import { isSignedByOneOf, readCrl, splitCrls } from './crl.ts';
import { newestByIssuer } from './crl-standing.ts';
import { crlFile } from './ring-manifest.ts';

export type CrlOutcome = { readonly type: 'stored' | 'unchanged' } | { readonly type: 'refused'; readonly code: 'crl-bad-signature' | 'crl-rollback'; readonly detail: string };

const takeCrls = async (keysDir: string, pem: string, caPems: readonly string[]): Promise<CrlOutcome> => {
  const held = newestByIssuer(splitCrls((await readIfThere(crlFile(keysDir))) ?? '').map(readCrl));
  const offered = splitCrls(pem).map(readCrl);
  const wanted = new Map<string, Crl>(held);
  for (const crl of offered) {
    if (!(await isSignedByOneOf(crl, caPems))) return { type: 'refused', code: 'crl-bad-signature', detail: `A revocation list of "${crl.issuer}" is not signed by our CA.` };
    const before = held.get(crl.issuer);
    if (before !== undefined && crl.number < before.number) return { type: 'refused', code: 'crl-rollback', detail: `Revocation list ${crl.number} was offered while ${before.number} is held.` };
    wanted.set(crl.issuer, crl);
  }
  if ([...wanted].every(([issuer, crl]) => held.get(issuer)?.pem === crl.pem)) return { type: 'unchanged' };
  await writePublic(crlFile(keysDir), [...wanted.values()].map((crl) => crl.pem).join(''));
  return { type: 'stored' };
};

// Reading, judging and writing belong together: one after the other for each folder of this process.
const turns = new Map<string, Promise<unknown>>();

/** Takes lists into KEYS_DIR if one of our CAs signed each and none is older than what we hold. The last good list survives every failure, and a newer one
 *  survives an older one that is taken at the same moment: also another process (the operator's command) may write, so what was written is read again. */
export const storeCrls = (keysDir: string, pem: string, caPems: readonly string[]): Promise<CrlOutcome> => {
  const mine = (turns.get(keysDir) ?? Promise.resolve()).then(async () => {
    const outcome = await takeCrls(keysDir, pem, caPems);
    if (outcome.type !== 'stored') return outcome;
    // Somebody wrote between our reading and our writing: an older list gives way, a newer one stays and ours is then refused quietly.
    await takeCrls(keysDir, pem, caPems);
    return outcome;
  });
  turns.set(keysDir, mine.catch(() => undefined));
  return mine;
};
