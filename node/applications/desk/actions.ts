import { v7 as uuid } from 'uuid';
import type { LegAction } from '../../../core/api/applications.ts';
import type { InfoRequest } from '../../../core/applications/messages.ts';
import { formOf } from '../../../core/applications/form/forms.ts';
import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import { hasRole } from '../../../core/roles.ts';
import type { Tx } from '../../storage/db.ts';
import { deskStore } from '../desk-store.ts';
import type { ReceivedLeg } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { saveStep, stepped } from '../receive/leg-step.ts';
import { advanceClocks } from '../received-clocks.ts';
import { tellClocks, tellStatus } from '../tell.ts';
import { fourEyesFault } from './allowed-actions.ts';
import { issueDecision } from './decide.ts';

type Act<Name extends LegAction['action']> = (parts: Parts, tx: Tx, caller: Caller, leg: ReceivedLeg, action: Extract<LegAction, { action: Name }>) => Promise<void>;

const officer = (caller: Caller) => ({ actor: caller.person, role: hasRole(caller, 'decision-maker') ? 'decision-maker' : 'case-handler', shown: caller.name });
const moved = (parts: Parts, leg: ReceivedLeg, action: string, caller: Caller) => ({ actor: caller.person, role: officer(caller).role, action, target: `leg:${leg.application}/${parts.node.id}`, outcome: 'success' as const });

const open: Act<'open'> = async (parts, tx, caller, leg) => {
  const assignee = leg.assignee === undefined ? { assignee: caller.person, assigneeName: caller.name } : {};
  await saveStep(parts, tx, leg, stepped(leg, 'open', parts.clock.now(), assignee), officer(caller));
  await tellStatus(parts, tx, leg.application);
};

/** Assigning opens a case that nobody opened yet (transition 5: "or on assignment"). Without a name: to oneself. */
const assign: Act<'assign'> = async (parts, tx, caller, leg, action) => {
  const to = { assignee: action.person ?? caller.person, assigneeName: action.person === undefined ? caller.name : action.person };
  await parts.audit.record(tx, moved(parts, leg, 'leg-assigned', caller));
  if (leg.status !== 'SUBMITTED') return deskStore.save(tx, { ...leg, ...to });
  await saveStep(parts, tx, leg, stepped(leg, 'open', parts.clock.now(), to), officer(caller));
  return tellStatus(parts, tx, leg.application);
};

const complete: Act<'complete'> = async (parts, tx, caller, leg, action) => {
  const at = parts.clock.now();
  await saveStep(parts, tx, leg, stepped(leg, 'complete', at), officer(caller), action.note);
  await advanceClocks(parts, tx, leg.application, { type: 'completed', at }, caller.person);
  await tellStatus(parts, tx, leg.application);
};

/** Transitions 7 and 8: every marked field must exist in the form. */
const ask: Act<'ask'> = async (parts, tx, caller, leg, action) => {
  const known = new Set(formOf(leg.type, leg.formVersion)?.fields.map((field) => field.linkId));
  const unknown = action.questions.filter((question) => !known.has(question.linkId));
  if (unknown.length > 0) throw new AppError('unprocessable', 'unknown-field', `The form has no such question: ${unknown.map((question) => question.linkId).join(', ')}.`);
  const at = parts.clock.now();
  const request: InfoRequest = { id: uuid(), kind: action.kind, askedAt: at, questions: action.questions };
  const after = stepped(leg, action.kind === 'completeness' ? 'ask-completeness' : 'ask-clarification', at, { request });
  await deskStore.addRequest(tx, leg.application, request);
  await saveStep(parts, tx, leg, after, officer(caller), action.questions.map((question) => question.linkId).join(', '));
  await advanceClocks(parts, tx, leg.application, { type: 'asked', at, kind: action.kind }, caller.person);
  await tellStatus(parts, tx, leg.application, (snapshot) => ({ event: 'info-request', snapshot, request }), request.id);
};

const propose: Act<'propose'> = async (parts, tx, caller, leg, action) => {
  await deskStore.save(tx, { ...leg, proposal: { outcome: action.outcome, justification: action.justification, by: caller.person, byName: caller.name, at: parts.clock.now() } });
  await parts.audit.record(tx, { ...moved(parts, leg, 'decision-proposed', caller), details: { outcome: action.outcome } });
};

const decide: Act<'decide'> = async (parts, tx, caller, leg, action) => {
  const fault = fourEyesFault(leg, caller.person, parts.settings);
  if (fault !== undefined) throw new AppError('forbidden', 'four-eyes', fault);
  const event = action.outcome === 'positive' ? 'decide-positive' : leg.status === 'PRE_SCREENING' ? 'refuse-incomplete' : 'decide-negative';
  // Transition 11: refused as incomplete only after the applicant was asked and answered.
  if (event === 'refuse-incomplete' && !leg.answered) throw new AppError('conflict', 'not-possible-now', 'Ask the applicant to complete the application first: it can be refused as incomplete only after an answer.');
  await issueDecision(parts, tx, caller, leg, event, { outcome: action.outcome, justification: action.justification });
};

const note: Act<'note'> = async (parts, tx, caller, leg, action) => {
  await logStore.addNote(tx, { application: leg.application, at: parts.clock.now(), person: caller.person, name: caller.name, text: action.text });
  await parts.audit.record(tx, moved(parts, leg, 'leg-noted', caller));
};

const extend: Act<'extend'> = async (parts, tx, caller, leg, action) => {
  const added = await advanceClocks(parts, tx, leg.application, { type: 'extended', at: parts.clock.now(), why: action.reason }, caller.person);
  if (added === 0) throw new AppError('conflict', 'not-extendable', 'The period was extended before, or none is running.');
  await tellClocks(parts, tx, leg.application, `extended: ${action.reason}`);
};

/** Transition 10: a person closes it, never a timer; refused or withdrawn by the node's setting (applications.md §2.6 C3). */
const closeUnanswered: Act<'close-unanswered'> = async (parts, tx, caller, leg, action) => {
  if (parts.settings.noResponse === 'refused') return issueDecision(parts, tx, caller, leg, 'close-unanswered-refused', { outcome: 'negative', justification: action.justification }, 'no-response');
  const at = parts.clock.now();
  await saveStep(parts, tx, leg, stepped(leg, 'close-unanswered-withdrawn', at, { reason: 'no-response', request: undefined }), officer(caller), action.justification);
  await advanceClocks(parts, tx, leg.application, { type: 'withdrawn', at }, caller.person);
  return tellStatus(parts, tx, leg.application);
};

const lapse: Act<'lapse'> = async (parts, tx, caller, leg) => {
  const at = parts.clock.now();
  await saveStep(parts, tx, leg, stepped(leg, 'lapse', at, { reason: 'acceptance-lapsed' }), officer(caller));
  await advanceClocks(parts, tx, leg.application, { type: 'withdrawn', at }, caller.person);
  await tellStatus(parts, tx, leg.application);
};

/** A person publishes decisions (applications.md §6.3); ends K16. */
const publish: Act<'publish'> = async (parts, tx, caller, leg) => {
  const at = parts.clock.now();
  await deskStore.save(tx, { ...leg, decisionPublishedAt: at });
  await advanceClocks(parts, tx, leg.application, { type: 'published', at }, caller.person);
  await parts.audit.record(tx, moved(parts, leg, 'decision-published', caller));
  await tellClocks(parts, tx, leg.application, 'published');
};

export const deskActions: { readonly [Name in LegAction['action']]: Act<Name> } = { open, assign, complete, ask, propose, decide, note, extend, 'close-unanswered': closeUnanswered, lapse, publish };
