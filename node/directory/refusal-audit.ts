import type { Clock } from '../../core/clock.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';

// One line per kind and address a minute, with how many: a scanner must not fill the audit trail.
const windowMs = 60_000;
const rememberedAtMost = 10_000;

/** Writes refused peers to the audit trail: the first of a kind and address at once, the rest of that minute as a count with the next one. */
export const createRefusalAudit = (deps: { audit: Audit; db: Db; clock: Clock; failed: (error: unknown) => void }) => {
  const seen = new Map<string, { sinceMs: number; held: number }>();
  const write = (code: string, address: string, detail: string, heldBack: number): void => {
    void deps.audit
      .recordAlone(deps.db, { actor: `address:${address}`, role: undefined, action: 'partner-refused', target: 'partner-listener', outcome: 'refused', details: { code, detail, ...(heldBack > 0 ? { heldBack } : {}) } })
      .catch(deps.failed);
  };
  return (code: string, about: { readonly address: string | undefined; readonly detail: string }): void => {
    const address = about.address ?? 'unknown';
    const key = `${code} ${address}`;
    const before = seen.get(key);
    const now = deps.clock.ms();
    if (before !== undefined && now - before.sinceMs < windowMs) {
      before.held += 1;
      return;
    }
    if (seen.size >= rememberedAtMost) seen.clear();
    seen.set(key, { sinceMs: now, held: 0 });
    write(code, address, about.detail, before?.held ?? 0);
  };
};
