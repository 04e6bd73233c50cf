// The one door by which a directory comes into use: verify, judge, store with its audit line, swap, tell.
import type { JWK } from 'jose';
import type { VerifiedDirectory } from '../../certs/directory-jws.ts';
import { verifyDirectory } from '../../certs/directory-jws.ts';
import type { Clock } from '../../core/clock.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import { directoryStore } from './directory-store.ts';
import { judgeDirectory } from './judge-directory.ts';
import type { IndexedDirectory } from './look-up.ts';
import { indexDirectory } from './look-up.ts';
import type { DirectoryLog } from './ports.ts';
import { keysAfter, verifyChain } from './trusted-keys.ts';

export type AdoptionDeps = { readonly db: Db; readonly audit: Audit; readonly clock: Clock; readonly log: DirectoryLog; readonly pinnedKeys: readonly JWK[]; readonly graceMs: number };

export type InUse = IndexedDirectory & VerifiedDirectory;

export type Adoption = {
  /** What is in use; undefined before the first was adopted. */
  current(): InUse | undefined;
  /** Takes a signed directory into use if it is good and newer; anything else is refused with an audit line, or nothing when it is the same. */
  offer(jws: string): Promise<void>;
  /** For a file the operator left, or what a partner happens to hold: an old one is how a node without network begins, not an attempted rollback. */
  offerIfNewer(jws: string): Promise<void>;
  /** Verifies a stored version with every key ever trusted. */
  verify(jws: string): Promise<VerifiedDirectory>;
  onChange(listener: () => void): () => void;
};

const inUse = (verified: VerifiedDirectory): InUse => ({ ...verified, ...indexDirectory(verified.document) });

/** Begins with the newest stored version that still verifies from the pinned keys. */
export const createAdoption = async (deps: AdoptionDeps): Promise<Adoption> => {
  const { db, audit, clock, log } = deps;
  const stored = await directoryStore.all(db);
  const chain = await verifyChain(deps.pinnedKeys, stored.map((row) => row.jws).reverse(), clock.ms());
  const listeners = new Set<() => void>();
  let trusted = chain.trusted;
  let current = chain.latest === undefined ? undefined : inUse(chain.latest);

  const refuse = (code: string, detail: string): Promise<void> => {
    log.warn({ code, detail }, 'directory refused');
    return audit.recordAlone(db, { actor: 'system:directory', role: undefined, action: 'directory-refused', target: 'directory', outcome: 'refused', details: { code, detail } });
  };

  const store = ({ document, kid, jws }: VerifiedDirectory): Promise<void> =>
    inTransaction(db, async (tx) => {
      const row = { version: document.version, jws, kid, issued_at: document.issuedAt, expires_at: document.expiresAt, used_from: clock.now() };
      if (!(await directoryStore.add(tx, row))) return;
      await audit.record(tx, { actor: 'system:directory', role: undefined, action: 'directory-adopted', target: `directory:${document.version}`, outcome: 'success', details: { kid } });
    });

  const verify = (jws: string): Promise<VerifiedDirectory> => verifyDirectory(jws, current === undefined ? trusted : keysAfter(trusted, current.document, clock.ms()));

  const verifyOrRefuse = (jws: string): Promise<VerifiedDirectory | undefined> =>
    verify(jws).catch(async (error: unknown) => {
      await refuse('directory-bad-signature', error instanceof Error ? error.message : 'not a directory');
      return undefined;
    });

  const take = async (verified: VerifiedDirectory): Promise<void> => {
    const outcome = judgeDirectory(current, verified, { nowMs: clock.ms(), graceMs: deps.graceMs });
    if (outcome.type === 'unchanged') return;
    if (outcome.type === 'refuse') return refuse(outcome.code, outcome.detail);
    await store(verified);
    trusted = keysAfter(trusted, verified.document, clock.ms());
    current = inUse(verified);
    log.info({ version: verified.document.version }, 'directory in use');
    for (const listener of [...listeners]) listener();
  };

  const offer = async (jws: string): Promise<void> => {
    if (current?.jws === jws) return;
    const verified = await verifyOrRefuse(jws);
    if (verified !== undefined) await take(verified);
  };

  return {
    current: () => current,
    offer,
    offerIfNewer: async (jws) => {
      const verified = await verifyOrRefuse(jws);
      if (verified !== undefined && verified.document.version > (current?.document.version ?? 0)) await take(verified);
    },
    verify,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
