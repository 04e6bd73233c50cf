import type { DecisionStatus, LegStatus } from '../../../core/api/applications.ts';
import type { LegMessage, LegSnapshot } from '../../../core/applications/messages.ts';
import { isKnownStep } from '../../../core/applications/transitions.ts';
import type { Tx } from '../../storage/db.ts';
import type { HomeLegChange } from '../home-store.ts';
import { homeStore } from '../home-store.ts';
import type { HomeLeg } from '../legs.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import type { Arrival, ReceiveOutcome } from '../ports.ts';
import { notValidated, validated } from '../ports.ts';

/** Words about the step for the history: a jump or a gap is noted, never hidden (applications.md §4.3). */
const remarkOn = (leg: HomeLeg, snapshot: LegSnapshot, note: string | undefined): string | undefined => {
  const known = isKnownStep({ status: leg.status as LegStatus, phase: undefined, decisionStatus: leg.decisionStatus as DecisionStatus | undefined }, snapshot);
  const remarks = [note, known ? undefined : `jump from ${leg.status}`, snapshot.seq > leg.inSeq + 1 ? `${snapshot.seq - leg.inSeq - 1} earlier messages not seen` : undefined];
  const said = remarks.filter((remark) => remark !== undefined);
  return said.length === 0 ? undefined : said.join('; ');
};

const tooOld = async (tx: Tx, leg: HomeLeg, snapshot: LegSnapshot): Promise<ReceiveOutcome> => {
  await logStore.addHistory(tx, 'home', leg, { at: snapshot.asOf, status: snapshot.status, decisionStatus: snapshot.decisionStatus, by: 'deciding-node', note: 'superseded' });
  return validated('superseded');
};

/** The home node takes over what the deciding node says about a leg: a full snapshot, applied when it is newer than the last one.
 *  `extra` is what the event brings besides (question, card). Outcomes: validated, `superseded`, `unknown-leg`, `shape`. */
export const applySnapshot = async (parts: Parts, tx: Tx, message: LegMessage, arrival: Arrival, extra: { readonly change?: HomeLegChange; readonly note?: string } = {}): Promise<ReceiveOutcome> => {
  const { snapshot } = message;
  if (snapshot.node !== arrival.sender) return notValidated('shape', `The sender ${arrival.sender} does not decide this leg.`);
  await homeStore.lock(tx, snapshot.application);
  const leg = await homeStore.leg(tx, snapshot.application, snapshot.node);
  if (leg === undefined) return notValidated('unknown-leg', 'This leg is not here.');
  if (snapshot.seq <= leg.inSeq) return tooOld(tx, leg, snapshot);
  const closesQuestion = snapshot.status !== 'AWAITING_ADDITIONAL_INFORMATION';
  await homeStore.changeLeg(tx, leg.application, leg.node, {
    status: snapshot.status, reason: snapshot.reason ?? null, decisionStatus: snapshot.decisionStatus ?? null, version: Math.max(leg.version, snapshot.version), asOf: snapshot.asOf, inSeq: snapshot.seq,
    clocks: snapshot.clocks, ...(closesQuestion ? { request: null } : {}), ...(leg.withdrawalRequestedAt === undefined ? {} : { withdrawalRequestedAt: null }), ...extra.change,
  });
  const moved = snapshot.status !== leg.status || snapshot.decisionStatus !== leg.decisionStatus;
  const note = remarkOn(leg, snapshot, extra.note);
  if (moved || note !== undefined)
    await logStore.addHistory(tx, 'home', leg, { at: snapshot.asOf, status: snapshot.status, decisionStatus: snapshot.decisionStatus, by: 'deciding-node', note });
  await parts.audit.record(tx, {
    actor: `partner:${arrival.sender}`, role: undefined, action: moved ? 'leg-moved' : 'leg-updated', target: `leg:${leg.application}/${leg.node}`, outcome: 'success',
    details: { from: leg.status, to: snapshot.status, seq: snapshot.seq },
  });
  return validated();
};
