import type { DirectoryDocument } from '../../core/directory.ts';

/** What to do with a directory whose signature is good, given the one in use (exchange.md §2.2). */
export type DirectoryOutcome =
  | { readonly type: 'adopt' }
  | { readonly type: 'unchanged' }
  | { readonly type: 'refuse'; readonly code: 'directory-rollback' | 'directory-forked' | 'directory-other-consortium' | 'directory-expired'; readonly detail: string };

const refuse = (code: Extract<DirectoryOutcome, { type: 'refuse' }>['code'], detail: string): DirectoryOutcome => ({ type: 'refuse', code, detail });

/** @param current what is in use with its exact text; undefined on the first start */
export const judgeDirectory = (
  current: { readonly document: DirectoryDocument; readonly jws: string } | undefined,
  incoming: { readonly document: DirectoryDocument; readonly jws: string },
  at: { readonly nowMs: number; readonly graceMs: number },
): DirectoryOutcome => {
  const { document } = incoming;
  if (current?.jws === incoming.jws) return { type: 'unchanged' };
  if (current !== undefined) {
    const held = current.document;
    if (document.consortium !== held.consortium) return refuse('directory-other-consortium', `A directory of "${document.consortium}" was offered to a node of "${held.consortium}".`);
    if (document.version < held.version) return refuse('directory-rollback', `Directory version ${document.version} was offered while version ${held.version} is in use.`);
    // The payload decides: signing the same version again (ECDSA is randomised) is no fork.
    if (document.version === held.version) return JSON.stringify(document) === JSON.stringify(held) ? { type: 'unchanged' } : refuse('directory-forked', `Two different directories carry version ${document.version}.`);
  }
  if (new Date(document.expiresAt).getTime() + at.graceMs <= at.nowMs) return refuse('directory-expired', `Directory version ${document.version} expired on ${document.expiresAt}, longer ago than the grace.`);
  return { type: 'adopt' };
};

export type DirectoryFreshness = 'good' | 'grace' | 'expired';

/** An expired directory is used with a warning for the grace, then no new message leaves (default 14 days). */
export const freshnessOf = (document: DirectoryDocument, at: { readonly nowMs: number; readonly graceMs: number }): DirectoryFreshness => {
  const expiresMs = new Date(document.expiresAt).getTime();
  if (at.nowMs < expiresMs) return 'good';
  return at.nowMs < expiresMs + at.graceMs ? 'grace' : 'expired';
};
