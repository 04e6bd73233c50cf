import type { DecisionCard, LegMessage, LegSnapshot } from '../../core/applications/messages.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Tx } from '../storage/db.ts';
import { deskStore } from './desk-store.ts';
import type { ReceivedLeg } from './legs.ts';
import type { Parts } from './parts.ts';
import { clockSnapshots, clocksOf } from './received-clocks.ts';
import { sendMessage } from './send.ts';

const snapshotOf = async (parts: Parts, tx: Tx, leg: ReceivedLeg): Promise<LegSnapshot> => ({
  application: leg.application, home: leg.home, node: parts.node.id, type: leg.type, status: leg.status,
  ...(leg.reason === undefined ? {} : { reason: leg.reason }), ...(leg.decisionStatus === undefined ? {} : { decisionStatus: leg.decisionStatus }),
  version: leg.version, seq: await deskStore.nextSeq(tx, leg.application), asOf: leg.asOf, clocks: clockSnapshots(await clocksOf(tx, leg.application)),
});

const legOf = async (tx: Tx, application: string): Promise<ReceivedLeg> => {
  const leg = await deskStore.find(tx, application);
  if (leg === undefined) throw new Error(`leg ${application} is not here`);
  return leg;
};

/** The other countries of the application: neither this node nor the home node, which hears everything. */
const peersOf = (parts: Parts, leg: ReceivedLeg): readonly NodeId[] =>
  [...new Set(leg.datasets.map((dataset) => dataset.node as NodeId))].filter((node) => node !== parts.node.id && node !== leg.home);

/** To other nodes only code, date and decision outcome (applications.md §4.1 note 1). */
const forPeers = (snapshot: LegSnapshot): LegSnapshot => ({ ...snapshot, reason: undefined, clocks: [] });

const tellPeers = async (parts: Parts, tx: Tx, leg: ReceivedLeg, snapshot: LegSnapshot, card?: DecisionCard): Promise<void> => {
  for (const peer of peersOf(parts, leg)) {
    // A country that left the consortium, or is not reachable by the directory, does not stop the case.
    if (parts.findAddressee(peer)?.active !== true) continue;
    const decision = card === undefined ? undefined : { decisionId: card.decisionId, outcome: card.outcome, issuedAt: card.issuedAt, hdab: card.hdab };
    await sendMessage(parts, tx, peer, decision === undefined ? { event: 'leg-status', snapshot: forPeers(snapshot) } : { event: 'peer-decision', snapshot: forPeers(snapshot), decision });
  }
};

/** Tells the home node, with what `build` adds to the snapshot, and the other countries the bare status. */
export const tellStatus = async (parts: Parts, tx: Tx, application: string, build: (snapshot: LegSnapshot) => LegMessage = (snapshot) => ({ event: 'leg-status', snapshot }), about?: string): Promise<void> => {
  const leg = await legOf(tx, application);
  const snapshot = await snapshotOf(parts, tx, leg);
  const message = build(snapshot);
  await sendMessage(parts, tx, leg.home, message, about);
  await tellPeers(parts, tx, leg, snapshot, message.event === 'decision-issued' ? message.card : undefined);
};

/** Tells the home node alone that a period started or changed. */
export const tellClocks = async (parts: Parts, tx: Tx, application: string, why: string): Promise<void> => {
  const leg = await legOf(tx, application);
  await sendMessage(parts, tx, leg.home, { event: 'leg-clock', snapshot: await snapshotOf(parts, tx, leg), why });
};
