import type { Clock } from '../../core/clock.ts';
import type { Audit, AuditEvent } from '../audit/audit.ts';
import type { Tx } from '../storage/db.ts';
import { bare } from './handle-inbound.ts';
import type { InboxRow } from './inbox-store.ts';
import { finishAll } from './inbox-store.ts';
import type { Concluded } from './outcome.ts';
import { outcomeMessage } from './outcome.ts';
import type { AddAllToOutbox, HandlerOutcome } from './ports.ts';

export type ConcludeDeps = { readonly clock: Clock; readonly audit: Audit; readonly addAllToOutbox: AddAllToOutbox };
export type Handled = { readonly row: InboxRow; readonly outcome: HandlerOutcome };

const isConcluded = (handled: Handled): handled is { row: InboxRow; outcome: Concluded } => handled.outcome.type !== 'parked';
const resultOf = (outcome: Concluded): string => (outcome.type === 'validated' ? 'validated' : outcome.code);

const eventOf = ({ row, outcome }: { row: InboxRow; outcome: Concluded }): AuditEvent => ({
  actor: 'system:exchange', role: undefined, action: 'message-processed', target: `message:${row.message_id}`, outcome: outcome.type === 'validated' ? 'success' : 'refused',
  details: { from: row.sender, event: row.event, correlation: row.correlation_id, result: resultOf(outcome) },
});

const finishedOf = ({ row, outcome }: Handled) => {
  if (outcome.type !== 'parked') return { arrival: row.arrival, state: 'processed' as const, result: resultOf(outcome), reason: null, parkedUntil: null };
  // The first date counts: looking again does not prolong the wait.
  return { arrival: row.arrival, state: 'parked' as const, result: 'parked', reason: outcome.reason, parkedUntil: row.parked_until ?? outcome.until };
};

/** Writes down what the handlers made of their messages: state, audit line, and the outcome message to each sender, in the handlers' transaction. */
export const concludeAll = async (deps: ConcludeDeps, tx: Tx, handled: readonly Handled[]): Promise<void> => {
  await finishAll(tx, deps.clock.now(), handled.map(finishedOf));
  const concluded = handled.filter(isConcluded);
  await deps.audit.recordAll(tx, concluded.map(eventOf));
  await deps.addAllToOutbox(tx, concluded.filter(({ row }) => row.event !== 'outcome').map(({ row, outcome }) => outcomeMessage(bare(row), outcome, row.traceparent)));
};
