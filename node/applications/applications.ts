import type { ApplicationSummary, ApplicationView, DeskLeg, DeskList, FormDefinition, LegAction } from '../../core/api/applications.ts';
import type { RegisterPage } from '../../core/api/register.ts';
import type { StatusDocument } from '../../core/api/status.ts';
import { formOf } from '../../core/applications/form/forms.ts';
import type { ApplicationType, DecisionAnswer } from '../../core/applications/messages.ts';
import type { Instant } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import type { Tx } from '../storage/db.ts';
import { afterDelivered } from './after-delivered.ts';
import { applicationStatus } from './application-status.ts';
import { actOnLeg } from './desk/act-on-leg.ts';
import type { DeskFilter } from './desk/read-desk.ts';
import { readDesk, readDeskLeg } from './desk/read-desk.ts';
import { readRegister } from './desk/register.ts';
import type { AnswerInput } from './home/answer-question.ts';
import { answerQuestion } from './home/answer-question.ts';
import type { DraftChange } from './home/drafts.ts';
import { createDraft, deleteDraft, saveDraft } from './home/drafts.ts';
import { ownApplication } from './home/gate.ts';
import { listApplications, readApplication } from './home/read-applications.ts';
import { respondToDecision } from './home/respond-to-decision.ts';
import { resubmit } from './home/resubmit.ts';
import { submitApplication } from './home/submit-application.ts';
import { withdraw } from './home/withdraw.ts';
import { homeStore } from './home-store.ts';
import { logStore } from './log-store.ts';
import type { Parts } from './parts.ts';
import type { Receivers } from './ports.ts';
import { receiveAnswer } from './receive/receive-answer.ts';
import { receiveDecisionResponse } from './receive/receive-decision-response.ts';
import { receiveClock, receiveDecision, receiveMessage, receivePeerDecision, receiveQuestion, receiveStatus } from './receive/receive-news.ts';
import type { OutcomeReceived } from './receive/receive-outcome.ts';
import { receiveDeadLetter, receiveOutcome } from './receive/receive-outcome.ts';
import { receiveSubmission } from './receive/receive-submission.ts';
import { receiveWithdrawal } from './receive/receive-withdrawal.ts';

/** The application side of a node: applications at home, legs at the desk, what arrives from partners (applications.md). Every function
 *  for people takes the caller first; every change is one transaction with its audit line and its messages. */
export type Applications = {
  readonly form: (type: ApplicationType, version?: string) => FormDefinition | undefined;
  readonly create: (caller: Caller, input: { type: ApplicationType; language: string; datasets: readonly string[] }) => Promise<ApplicationView>;
  readonly list: (caller: Caller) => Promise<readonly ApplicationSummary[]>;
  readonly read: (caller: Caller, id: string) => Promise<ApplicationView>;
  readonly save: (caller: Caller, id: string, change: DraftChange) => Promise<ApplicationView>;
  readonly remove: (caller: Caller, id: string) => Promise<void>;
  readonly submit: (caller: Caller, id: string) => Promise<ApplicationView>;
  readonly withdraw: (caller: Caller, id: string, node?: string) => Promise<ApplicationView>;
  /** A part that was not validated goes again as the next version. */
  readonly resubmit: (caller: Caller, id: string, node: string) => Promise<ApplicationView>;
  readonly answer: (caller: Caller, id: string, node: string, input: AnswerInput) => Promise<ApplicationView>;
  readonly respond: (caller: Caller, id: string, node: string, input: Pick<DecisionAnswer, 'decisionId' | 'answer'>) => Promise<ApplicationView>;
  readonly desk: (caller: Caller, filter: DeskFilter) => Promise<DeskList>;
  readonly deskLeg: (caller: Caller, application: string, node: string) => Promise<DeskLeg>;
  readonly act: (caller: Caller, application: string, node: string, action: LegAction) => Promise<DeskLeg>;
  readonly register: (query: { readonly page: number; readonly perPage: number }) => Promise<RegisterPage>;
  readonly receivers: Receivers;
  readonly receiveOutcome: (tx: Tx, outcome: OutcomeReceived) => Promise<boolean>;
  /** The receiver's receipt arrived: periods that start with it start (K3, K10, K12, K24). */
  readonly onDelivered: (tx: Tx, event: { readonly messageId: string; readonly receivedAt: Instant }) => Promise<void>;
  /** A dead letter: NOT_VALIDATED `undelivered`. */
  readonly onDead: (tx: Tx, event: { readonly messageId: string; readonly reason: string }) => Promise<void>;
  readonly status: () => Promise<StatusDocument['applications']>;
};

const receiversOf = (parts: Parts): Receivers => ({
  'leg-submit': receiveSubmission(parts),
  'info-request': receiveQuestion(parts),
  'info-response': receiveAnswer(parts),
  'leg-message': receiveMessage(parts),
  'leg-status': receiveStatus(parts),
  'leg-clock': receiveClock(parts),
  'leg-withdraw': receiveWithdrawal(parts),
  'decision-issued': receiveDecision(parts),
  'decision-response': receiveDecisionResponse(parts),
  'peer-decision': receivePeerDecision(parts),
});

const onDelivered = (parts: Parts): Applications['onDelivered'] => async (tx, event) => {
  const sent = await logStore.sent(tx, event.messageId);
  if (sent === undefined) return;
  await homeStore.lock(tx, sent.application);
  await logStore.markSent(tx, event.messageId, { deliveredAt: event.receivedAt });
  await afterDelivered(parts, tx, sent, event.receivedAt);
};

export const createApplications = (deps: Omit<Parts, 'receivers' | 'afterDelivered'>): Applications => {
  const parts: Parts = { ...deps, receivers: () => receivers, afterDelivered: (tx, sent, at) => afterDelivered(parts, tx, sent, at) };
  const receivers = receiversOf(parts);
  const read: Applications['read'] = (caller, id) => readApplication(parts, caller, id);
  /** A stranger is refused, and the attempt audited, before any transaction begins. */
  const mine =
    <Rest extends readonly unknown[], Result>(change: (caller: Caller, id: string, ...rest: Rest) => Promise<Result>) =>
    async (caller: Caller, id: string, ...rest: Rest): Promise<Result> => {
      await ownApplication(parts, parts.db, caller, id);
      return change(caller, id, ...rest);
    };
  return {
    form: (type, version) => formOf(type, version, parts.publicUrl),
    create: async (caller, input) => read(caller, (await createDraft(parts, caller, input)).id),
    list: (caller) => listApplications(parts, caller),
    read,
    save: mine(async (caller, id, change: DraftChange) => read(caller, (await saveDraft(parts, caller, id, change)).id)),
    remove: mine((caller, id) => deleteDraft(parts, caller, id)),
    submit: mine(async (caller, id) => read(caller, (await submitApplication(parts, caller, id)).id)),
    withdraw: mine((caller, id, node?: string) => withdraw(parts, caller, id, node).then(() => read(caller, id))),
    resubmit: mine((caller, id, node: string) => resubmit(parts, caller, id, node).then(() => read(caller, id))),
    answer: mine((caller, id, node: string, input: AnswerInput) => answerQuestion(parts, caller, id, node, input).then(() => read(caller, id))),
    respond: mine((caller, id, node: string, input: Pick<DecisionAnswer, 'decisionId' | 'answer'>) => respondToDecision(parts, caller, id, node, input).then(() => read(caller, id))),
    desk: (caller, filter) => readDesk(parts, caller, filter),
    deskLeg: (caller, application, node) => readDeskLeg(parts, caller, application, node),
    act: async (caller, application, node, action) => actOnLeg(parts, caller, application, node, action).then(() => readDeskLeg(parts, caller, application, node)),
    register: (query) => readRegister(parts, query),
    receivers,
    receiveOutcome: (tx, outcome) => receiveOutcome(parts, tx, outcome),
    onDelivered: onDelivered(parts),
    onDead: (tx, event) => receiveDeadLetter(parts, tx, event),
    status: () => applicationStatus(parts),
  };
};
