import { newestByIssuer } from '../../certs/crl-standing.ts';
import { issuersOf, standingOf } from '../../certs/crl-standing.ts';
import { readCrl } from '../../certs/crl.ts';
import type { KeyRing } from '../../certs/key-ring.ts';
import { storeCrls } from '../../certs/store-crl.ts';
import type { Clock } from '../../core/clock.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import type { DirectoryLog, FetchCrl } from './ports.ts';

export type CrlKeeperDeps = {
  readonly keysDir: string;
  readonly keyRing: KeyRing;
  readonly fetch: FetchCrl | undefined;
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: DirectoryLog;
  readonly graceHours: number;
};

export type CrlHealth = { readonly issuer: string; readonly number: number | undefined; readonly nextUpdate: string | undefined; readonly standing: 'good' | 'grace' | 'outdated' | 'missing' };

/** Keeps the CAs' revocation lists fresh: fetched well before nextUpdate, stored in KEYS_DIR, the last good one kept through every failure (exchange.md §2.3). */
export const createCrlKeeper = (deps: CrlKeeperDeps) => {
  const health = (): readonly CrlHealth[] => {
    const lists = newestByIssuer(deps.keyRing.crls().map(readCrl));
    const at = { nowMs: deps.clock.ms(), graceMs: deps.graceHours * 3_600_000 };
    return issuersOf(deps.keyRing.ca()).map((issuer) => {
      const crl = lists.get(issuer);
      return { issuer, number: crl?.number, nextUpdate: crl?.nextUpdate, standing: standingOf(crl, at) };
    });
  };

  const take = async (pem: string): Promise<void> => {
    const outcome = await storeCrls(deps.keysDir, pem, deps.keyRing.ca());
    if (outcome.type === 'stored') await deps.keyRing.reload();
    if (outcome.type !== 'refused') return;
    deps.log.warn({ code: outcome.code }, 'revocation list refused');
    await deps.audit.recordAlone(deps.db, { actor: 'system:directory', role: undefined, action: 'crl-refused', target: 'crl', outcome: 'refused', details: { code: outcome.code, detail: outcome.detail } });
  };

  return {
    take,
    health,
    /** Never throws: a list that cannot be had is a warning until its grace is over. */
    refresh: async (): Promise<void> => {
      try {
        if (deps.fetch !== undefined) await take(await deps.fetch());
      } catch (error) {
        deps.log.warn({ err: error }, 'revocation list could not be fetched');
      }
      for (const one of health()) if (one.standing !== 'good') deps.log.warn({ ...one }, 'revocation list is not in date');
    },
  };
};
export type CrlKeeper = ReturnType<typeof createCrlKeeper>;
