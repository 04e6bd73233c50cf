import type { LegMessage, LegMessageEvent } from '../../core/applications/messages.ts';
import type { Instant } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import { legToFhir } from '../../mappings/leg-to-fhir/leg-to-fhir.ts';
import type { Tx } from '../storage/db.ts';
import { logStore } from './log-store.ts';
import type { Parts } from './parts.ts';
import type { Arrival, ReceiveOutcome } from './ports.ts';

const receiveHere = (parts: Parts, tx: Tx, message: LegMessage, arrival: Arrival): Promise<ReceiveOutcome> => {
  const receive = parts.receivers()[message.event] as (tx: Tx, message: LegMessage, arrival: Arrival) => Promise<ReceiveOutcome>;
  return receive(tx, message, arrival);
};

/** A leg whose deciding node is this very node: received in the same transaction, so delivered at once; no message leaves. */
const deliverHere = async (parts: Parts, tx: Tx, message: LegMessage, at: Instant, about: string | undefined): Promise<void> => {
  const outcome = await receiveHere(parts, tx, message, { sender: parts.node.id, receivedAt: at });
  if (outcome.type !== 'validated') throw new AppError('conflict', outcome.type === 'parked' ? 'predecessor-missing' : outcome.code, outcome.type === 'parked' ? outcome.reason : outcome.text);
  await parts.afterDelivered(tx, { application: message.snapshot.application, legNode: message.snapshot.node, toNode: parts.node.id, event: message.event, about }, at);
};

/** Sends a leg message in the transaction of the change it tells of.
 *  @param about id of the question or decision, to find it again when the receipt comes */
export const sendMessage = async (parts: Parts, tx: Tx, to: NodeId, message: LegMessage, about?: string): Promise<void> => {
  const at = parts.clock.now();
  if (to === parts.node.id) return deliverHere(parts, tx, message, at, about);
  const { application, node, seq } = message.snapshot;
  const event: LegMessageEvent = message.event;
  const messageId = await parts.send(tx, { to, event, applicationId: application, content: legToFhir(message) });
  await logStore.addSent(tx, { messageId, application, legNode: node, toNode: to, event, seq, about, at });
};
