import type { LegMessageEvent, LegMessageOf } from '../../../core/applications/messages.ts';
import type { Tx } from '../../storage/db.ts';
import type { HandlerOutcome, InboundMessage } from '../ports.ts';

/** What the application side offers to the handlers: one receiving function per leg event. */
export type ReceiveLegMessage<Event extends LegMessageEvent> = (tx: Tx, message: LegMessageOf<Event>, inbound: Pick<InboundMessage, 'sender' | 'receivedAt'>) => Promise<HandlerOutcome>;
export type LegReceivers = { readonly [Event in LegMessageEvent]: ReceiveLegMessage<Event> };

export type OutcomeFinding = { readonly code: string; readonly message: string; readonly linkId?: string };
/** @returns false when this node never sent the quoted message to that partner */
export type ReceiveOutcomeMessage = (tx: Tx, outcome: { readonly inReplyTo: string; readonly ok: boolean; readonly findings: readonly OutcomeFinding[]; readonly sender: string; readonly receivedAt: string }) => Promise<boolean>;
