import type { DecisionAnswer } from '../../../core/applications/messages.ts';
import { nextDecisionStatus } from '../../../core/applications/decision-status.ts';
import type { DecisionStatus } from '../../../core/api/applications.ts';
import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import { inTransaction } from '../../storage/db.ts';
import { homeStore } from '../home-store.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { sendMessage } from '../send.ts';
import { ownApplicationToChange } from './gate.ts';
import { homeSnapshot } from './submission.ts';

/** Accepts or declines a decision; the deciding node confirms with its next status (applications.md §2.4).
 *  @throws AppError `no-such-decision`; `not-possible-now` */
export const respondToDecision = async (parts: Parts, caller: Caller, id: string, node: string, input: Pick<DecisionAnswer, 'decisionId' | 'answer'>): Promise<void> => {
  await inTransaction(parts.db, async (tx) => {
    const application = await ownApplicationToChange(parts, tx, caller, id);
    const leg = await homeStore.leg(tx, id, node);
    if (leg?.decision === undefined || leg.decision.decisionId !== input.decisionId) throw new AppError('not-found', 'no-such-decision', 'There is no such decision on this application.');
    if (leg.status !== 'DECISION_ISSUED' || nextDecisionStatus(leg.decisionStatus as DecisionStatus | undefined, input.answer) === undefined)
      throw new AppError('conflict', 'not-possible-now', 'This decision was answered already, or cannot be answered so.');
    const at = parts.clock.now();
    await logStore.addHistory(tx, 'home', leg, { at, status: leg.status, decisionStatus: leg.decisionStatus, by: 'applicant', note: input.answer });
    await parts.audit.record(tx, { actor: caller.person, role: 'researcher', action: 'decision-answered', target: `leg:${id}/${node}`, outcome: 'success', details: { decision: input.decisionId, answer: input.answer } });
    const snapshot = homeSnapshot(parts, application, leg, await homeStore.nextSeq(tx, id, node));
    await sendMessage(parts, tx, leg.node, { event: 'decision-response', snapshot, response: { ...input, at } }, input.decisionId);
  });
  parts.wake();
};
