import { formOf } from '../../../core/applications/form/forms.ts';
import type { LegSnapshot } from '../../../core/applications/messages.ts';
import type { Tx } from '../../storage/db.ts';
import { deskStore } from '../desk-store.ts';
import { homeStore } from '../home-store.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import type { Arrival, Receive, ReceiveOutcome } from '../ports.ts';
import { notValidated, validated } from '../ports.ts';
import { applySnapshot } from './apply-snapshot.ts';
import { parkedUntil } from './receive-answer.ts';

/** What another deciding node of the same application says: code, date and outcome, kept beside the own case. */
const keepPeer = async (parts: Parts, tx: Tx, snapshot: LegSnapshot, arrival: Arrival): Promise<ReceiveOutcome> => {
  if (snapshot.node !== arrival.sender) return notValidated('shape', `The sender ${arrival.sender} does not decide this leg.`);
  await homeStore.lock(tx, snapshot.application);
  const own = await deskStore.find(tx, snapshot.application);
  if (own === undefined) return { type: 'parked', reason: 'the own part of this application has not arrived yet', until: parkedUntil(arrival.receivedAt) };
  if (!own.datasets.some((dataset) => dataset.node === snapshot.node)) return notValidated('unknown-leg', 'That node has no part in this application.');
  const newer = await logStore.savePeer(tx, { application: snapshot.application, node: snapshot.node, status: snapshot.status, decisionStatus: snapshot.decisionStatus, asOf: snapshot.asOf, seq: snapshot.seq });
  if (newer) await parts.audit.record(tx, { actor: `partner:${arrival.sender}`, role: undefined, action: 'peer-status', target: `leg:${snapshot.application}/${snapshot.node}`, outcome: 'success', details: { status: snapshot.status } });
  return newer ? validated() : validated('superseded');
};

export const receiveStatus = (parts: Parts): Receive<'leg-status'> => (tx, message, arrival) =>
  message.snapshot.home === parts.node.id ? applySnapshot(parts, tx, message, arrival) : keepPeer(parts, tx, message.snapshot, arrival);

export const receivePeerDecision = (parts: Parts): Receive<'peer-decision'> => (tx, message, arrival) => keepPeer(parts, tx, message.snapshot, arrival);

/** A period started, was extended or moved; the dates are in the snapshot. */
export const receiveClock = (parts: Parts): Receive<'leg-clock'> => (tx, message, arrival) => {
  const extended = message.why.startsWith('extended');
  return applySnapshot(parts, tx, message, arrival, extended ? { note: message.why } : {});
};

/** Transitions 7 and 8 as the home node hears them. */
export const receiveQuestion = (parts: Parts): Receive<'info-request'> => async (tx, message, arrival) => {
  const application = await homeStore.find(tx, message.snapshot.application);
  const form = application === undefined ? undefined : formOf(application.type, application.formVersion);
  const unknown = message.request.questions.filter((question) => form?.fields.some((field) => field.linkId === question.linkId) !== true);
  if (application !== undefined && (message.request.questions.length === 0 || unknown.length > 0))
    return notValidated('shape', unknown.length === 0 ? 'No field is marked.' : `Not fields of this form: ${unknown.map((question) => question.linkId).join(', ')}.`);
  return applySnapshot(parts, tx, message, arrival, { change: { request: message.request } });
};

/** Transitions 10-12 as the home node hears them: the card is kept even when a later snapshot overtook it. */
export const receiveDecision = (parts: Parts): Receive<'decision-issued'> => async (tx, message, arrival) => {
  const { card, snapshot } = message;
  const fullyPositive = card.outcome === 'positive' && card.scope === 'full';
  if (!fullyPositive && (card.justification ?? '') === '') return notValidated('shape', 'A decision that is not fully positive needs its justification.');
  if (card.applicationId !== snapshot.application || card.legId !== `${snapshot.application}/${snapshot.node}`) return notValidated('shape', 'The card belongs to another leg.');
  await homeStore.lock(tx, snapshot.application);
  const leg = await homeStore.leg(tx, snapshot.application, snapshot.node);
  if (leg?.decision?.decisionId === card.decisionId) return validated('already-applied');
  const outcome = await applySnapshot(parts, tx, message, arrival, { change: { decision: card } });
  if (outcome.type === 'validated' && leg !== undefined && leg.decision === undefined) await homeStore.changeLeg(tx, snapshot.application, snapshot.node, { decision: card });
  return outcome;
};

/** A free word outside the form: kept with the leg, never a change of status or clock. */
export const receiveMessage = (parts: Parts): Receive<'leg-message'> => async (tx, { snapshot, text }, arrival) => {
  const atHome = snapshot.home === parts.node.id && arrival.sender === snapshot.node;
  const atDesk = snapshot.node === parts.node.id && arrival.sender === snapshot.home;
  const leg = atHome ? await homeStore.leg(tx, snapshot.application, snapshot.node) : atDesk ? await deskStore.find(tx, snapshot.application) : undefined;
  if (leg === undefined) return notValidated('unknown-leg', 'This leg is not here.');
  await logStore.addHistory(tx, atHome ? 'home' : 'desk', snapshot, { at: arrival.receivedAt, status: leg.status, by: atHome ? 'deciding-node' : 'applicant', note: text });
  return validated();
};
