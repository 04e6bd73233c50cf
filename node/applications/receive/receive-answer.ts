import { changedFields, mayChange } from '../../../core/applications/form/changed-fields.ts';
import { formOf } from '../../../core/applications/form/forms.ts';
import type { LegMessageOf } from '../../../core/applications/messages.ts';
import { instantOf, msOf } from '../../../core/clock.ts';
import { deskStore } from '../desk-store.ts';
import { homeStore } from '../home-store.ts';
import type { ReceivedLeg } from '../legs.ts';
import type { Parts } from '../parts.ts';
import type { Receive, ReceiveOutcome } from '../ports.ts';
import { notValidated, validated } from '../ports.ts';
import { advanceClocks } from '../received-clocks.ts';
import { tellStatus } from '../tell.ts';
import { findingsOf, refusalOf } from './check-submission.ts';
import { saveStep, stepped } from './leg-step.ts';

/** A predecessor that is missing is waited for so long (applications.md §4.3). */
export const parkedMs = 24 * 3_600_000;
export const parkedUntil = (receivedAt: string): string => instantOf(msOf(receivedAt) + parkedMs);

const marked = (leg: ReceivedLeg): readonly string[] => (leg.request?.questions ?? []).map((question) => question.linkId);

/** Only marked fields, and what hangs on them, may change; every other change is named. */
const foreignChanges = (parts: Parts, leg: ReceivedLeg, message: LegMessageOf<'info-response'>): readonly string[] => {
  const form = formOf(leg.type, message.response.submission.formVersion);
  if (form === undefined) return [];
  const allowed = mayChange(form, marked(leg));
  return changedFields(leg.answers, message.response.submission.answers, parts.node.country).filter((linkId) => !allowed.has(linkId));
};

const apply = async (parts: Parts, tx: Parameters<Receive<'info-response'>>[0], leg: ReceivedLeg, message: LegMessageOf<'info-response'>, receivedAt: string): Promise<ReceiveOutcome> => {
  const { snapshot, response } = message;
  const kind = leg.request?.kind ?? 'completeness';
  const findings = findingsOf(parts, snapshot, response.submission, receivedAt);
  const actor = `partner:${leg.home}`;
  const after = stepped(leg, 'answer', receivedAt, {
    version: Math.max(leg.version + 1, snapshot.version), answers: response.submission.answers, contentHash: response.submission.contentHash, title: response.submission.title, findings,
    // What was proposed on the old answers is not what would be decided now: a case handler proposes anew.
    proposal: undefined, request: undefined, answered: true, inSeq: Math.max(leg.inSeq, snapshot.seq),
  });
  await deskStore.addVersion(tx, { application: leg.application, version: after.version, receivedAt, state: 'current', submission: response.submission });
  await deskStore.markRequest(tx, response.request, { answeredAt: receivedAt });
  await saveStep(parts, tx, leg, after, { actor, role: undefined, shown: 'applicant' }, `answered: ${response.changed.join(', ')}`);
  await advanceClocks(parts, tx, leg.application, { type: 'answered', at: receivedAt, kind }, actor);
  await tellStatus(parts, tx, leg.application);
  return { type: 'validated', warnings: findings.map((finding) => ({ code: finding.code, text: finding.message, severity: 'warning' as const })) };
};

/** Transition 9: the applicant answered; back to the phase the question came from.
 *  Not validated: `illegal-transition`, `shape` (a field nobody asked about changed). An answer before its question is parked. */
export const receiveAnswer = (parts: Parts): Receive<'info-response'> => async (tx, message, arrival) => {
  const { snapshot, response } = message;
  await homeStore.lock(tx, snapshot.application);
  const leg = await deskStore.find(tx, snapshot.application);
  if (leg === undefined || leg.home !== arrival.sender) return notValidated('unknown-leg', 'This leg is not here.');
  const request = await deskStore.request(tx, response.request);
  if (request === undefined || request.application !== leg.application) return { type: 'parked', reason: `question ${response.request} is not known yet`, until: parkedUntil(arrival.receivedAt) };
  if (request.answeredAt !== undefined) return validated('already-applied');
  if (leg.request?.id !== response.request) return notValidated('illegal-transition', `The case is ${leg.status}; the question is closed.`);
  const refusal = refusalOf(parts, snapshot, response.submission);
  if (refusal !== undefined) return refusal;
  const foreign = foreignChanges(parts, leg, message);
  if (foreign.length > 0) return notValidated('shape', `Changed without being asked: ${foreign.join(', ')}.`);
  return apply(parts, tx, leg, message, arrival.receivedAt);
};
