import { decisionClockOf } from '../../../core/applications/clocks/clock-rules.ts';
import { trackOf } from '../../../core/applications/form/cross-rules.ts';
import type { LegMessageOf } from '../../../core/applications/messages.ts';
import { isClosed } from '../../../core/applications/combined-status.ts';
import type { Tx } from '../../storage/db.ts';
import { deskStore } from '../desk-store.ts';
import { homeStore } from '../home-store.ts';
import type { LegFinding, ReceivedLeg } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import type { Arrival, Receive, ReceiveOutcome } from '../ports.ts';
import { notValidated, validated } from '../ports.ts';
import { advanceClocks } from '../received-clocks.ts';
import { tellStatus } from '../tell.ts';
import { findingsOf, refusalOf } from './check-submission.ts';
import { saveStep } from './leg-step.ts';

type Submit = LegMessageOf<'leg-submit'>;

const who = (arrival: Arrival) => ({ actor: `partner:${arrival.sender}`, role: undefined, shown: 'home-node' });

const newLeg = (parts: Parts, { snapshot, submission }: Submit, arrival: Arrival, findings: readonly LegFinding[]): ReceivedLeg => ({
  application: snapshot.application, home: snapshot.home, type: snapshot.type, track: trackOf(snapshot.type, submission.answers), status: 'SUBMITTED', phase: undefined,
  reason: undefined, decisionStatus: undefined, version: snapshot.version, form: submission.form, formVersion: submission.formVersion, language: submission.language,
  title: submission.title, answers: submission.answers, datasets: submission.datasets, contentHash: submission.contentHash, receivedAt: arrival.receivedAt, asOf: arrival.receivedAt,
  inSeq: snapshot.seq, assignee: undefined, assigneeName: undefined, proposal: undefined, request: undefined, answered: false, decision: undefined, decidedAt: undefined, decisionPublishedAt: undefined, findings,
});

const warningsOf = (findings: readonly LegFinding[]): ReceiveOutcome => ({
  type: 'validated',
  warnings: findings.map((finding) => ({ code: finding.code, text: finding.message, severity: 'warning', ...(finding.linkId === undefined ? {} : { linkId: finding.linkId }) })),
});

const storeVersion = (tx: Tx, { snapshot, submission }: Submit, arrival: Arrival, state: 'current' | 'superseded' | 'offered'): Promise<void> =>
  deskStore.addVersion(tx, { application: snapshot.application, version: snapshot.version, receivedAt: arrival.receivedAt, state, submission });

const receiveFirst = async (parts: Parts, tx: Tx, message: Submit, arrival: Arrival): Promise<ReceiveOutcome> => {
  const findings = findingsOf(parts, message.snapshot, message.submission, arrival.receivedAt);
  const leg = newLeg(parts, message, arrival, findings);
  const early = await logStore.earlyWithdrawal(tx, leg.application, leg.home);
  await storeVersion(tx, message, arrival, 'current');
  await saveStep(parts, tx, undefined, leg, who(arrival));
  await advanceClocks(parts, tx, leg.application, { type: 'received', at: arrival.receivedAt, decisionClock: decisionClockOf(leg.type, leg.track) }, `partner:${arrival.sender}`);
  if (early !== undefined) {
    // Withdrawn before it came: stored, and closed at once (applications.md §4.3).
    await saveStep(parts, tx, leg, { ...leg, status: 'WITHDRAWN', reason: early.reason }, who(arrival), 'withdrawal arrived before the submission');
    await advanceClocks(parts, tx, leg.application, { type: 'withdrawn', at: arrival.receivedAt }, `partner:${arrival.sender}`);
  }
  await tellStatus(parts, tx, leg.application);
  parts.used?.('application', leg.datasets);
  return warningsOf(findings);
};

/** A further version: newer supersedes; during assessment it is offered, never silently taken (applications.md §4.3). */
const receiveNewer = async (parts: Parts, tx: Tx, leg: ReceivedLeg, message: Submit, arrival: Arrival): Promise<ReceiveOutcome> => {
  if (isClosed({ id: '', country: '', status: leg.status, decisionStatus: leg.decisionStatus, acceptance: false, undelivered: false, stale: false, clocks: [] }))
    return notValidated('illegal-transition', `The case is closed (${leg.status}).`);
  const offered = leg.status === 'PROCESSING' || leg.phase === 'PROCESSING';
  await storeVersion(tx, message, arrival, offered ? 'offered' : 'current');
  const findings = findingsOf(parts, message.snapshot, message.submission, arrival.receivedAt);
  const { submission, snapshot } = message;
  const after: ReceivedLeg = offered ? leg : {
    ...leg, version: snapshot.version, answers: submission.answers, datasets: submission.datasets, contentHash: submission.contentHash, language: submission.language,
    formVersion: submission.formVersion, title: submission.title, findings, inSeq: Math.max(leg.inSeq, snapshot.seq), proposal: undefined,
  };
  await saveStep(parts, tx, leg, after, who(arrival), offered ? `version ${snapshot.version} offered` : `version ${snapshot.version}`);
  await tellStatus(parts, tx, leg.application);
  return warningsOf(findings);
};

const sameVersion = async (parts: Parts, tx: Tx, message: Submit): Promise<ReceiveOutcome | undefined> => {
  const known = await deskStore.version(tx, message.snapshot.application, message.snapshot.version);
  if (known === undefined) return undefined;
  if (known.contentHash === message.submission.contentHash) return validated('already-applied');
  await parts.audit.record(tx, { actor: `partner:${message.snapshot.home}`, role: undefined, action: 'version-conflict', target: `leg:${message.snapshot.application}/${parts.node.id}`, outcome: 'refused', details: { version: message.snapshot.version } });
  return notValidated('version-conflict', `Version ${message.snapshot.version} is here already with other content; nothing was changed.`);
};

/** Takes a submission, once: transitions 2 and 3 (applications.md §2.3), starts K1, K2 and the decision clock, tells the home node and the other countries.
 *  Outcomes: validated with findings as warnings, `already-applied`, `superseded`; not validated: see `refusalOf`, `version-conflict`, `illegal-transition`. */
export const receiveSubmission = (parts: Parts): Receive<'leg-submit'> => async (tx, message, arrival) => {
  const { snapshot, submission } = message;
  if (snapshot.home !== arrival.sender) return notValidated('shape', `The sender ${arrival.sender} is not the home node ${snapshot.home}.`);
  const refusal = refusalOf(parts, snapshot, submission);
  if (refusal !== undefined) return refusal;
  await homeStore.lock(tx, snapshot.application);
  const leg = await deskStore.find(tx, snapshot.application);
  if (leg === undefined) return receiveFirst(parts, tx, message, arrival);
  if (leg.home !== arrival.sender) return notValidated('version-conflict', 'This application id belongs to another home node.');
  const known = await sameVersion(parts, tx, message);
  if (known !== undefined) return known;
  if (snapshot.version > leg.version) return receiveNewer(parts, tx, leg, message, arrival);
  await storeVersion(tx, message, arrival, 'superseded');
  return validated('superseded');
};
