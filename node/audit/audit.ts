import type { Clock } from '../../core/clock.ts';
import type { Tx, Db } from '../storage/db.ts';
import type { NewAuditRow } from './store.ts';
import { appendAudit } from './store.ts';

/** One line of the audit trail (exchange.md §7, applications.md §7): who did what on what, with which result. Ids only, no content. */
export type AuditEvent = {
  /** Person id, `partner:FI`, `system:<part>`. */
  readonly actor: string;
  readonly role: string | undefined;
  /** Stable verb phrase: `leg-decided`, `message-refused`, `dataset-published`. */
  readonly action: string;
  /** `leg:<id>`, `message:<id>`, `dataset:<id>`, `partner:<id>`, `source:<id>`. */
  readonly target: string;
  readonly outcome: 'success' | 'refused' | 'failed';
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

export type Audit = {
  /** In the transaction of the change it tells of. */
  record(tx: Tx, event: AuditEvent): Promise<void>;
  /** Several lines of one transaction at once. */
  recordAll(tx: Tx, events: readonly AuditEvent[]): Promise<void>;
  /** In a transaction of its own, for refusals, so that a rollback cannot erase it. */
  recordAlone(db: Db, event: AuditEvent): Promise<void>;
};

const rowOf = (at: string, event: AuditEvent): NewAuditRow => ({
  at,
  actor: event.actor,
  role: event.role ?? null,
  action: event.action,
  target: event.target,
  outcome: event.outcome,
  details: event.details === undefined ? null : JSON.stringify(event.details),
});

/** The audit trail in the node's database. Rows are linked into the hash chain after commit by `sealAudit`: linking inside the
 *  caller's transaction would make every transaction of the node wait for the one before. */
export const createAudit = (deps: { clock: Clock }): Audit => ({
  record: (tx, event) => appendAudit(tx, [rowOf(deps.clock.now(), event)]),
  recordAll: (tx, events) => appendAudit(tx, events.map((event) => rowOf(deps.clock.now(), event))),
  recordAlone: (db, event) => appendAudit(db, [rowOf(deps.clock.now(), event)]),
});
