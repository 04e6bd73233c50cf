import type { Bundle } from 'fhir/r4.d.ts';
import type { Instant } from '../../core/clock.ts';
import type { DeliveryView } from '../../core/api/applications.ts';
import type { LegMessageEvent, LegMessageOf } from '../../core/applications/messages.ts';
import type { ApplicationId, MessageId, NodeId } from '../../core/ids.ts';
import type { Tx } from '../storage/db.ts';

/** What the application side needs from elsewhere; node/wiring/applications.ts passes the functions. */

/** Writes the message to the outbox in the caller's transaction; content travels encrypted for the receiver. */
export type SendLegMessage = (tx: Tx, message: { readonly to: NodeId; readonly event: LegMessageEvent; readonly applicationId: ApplicationId; readonly content: Bundle }) => Promise<MessageId>;
/** Called after commit, so that what was written leaves at once instead of with the next sweep. */
export type Wake = () => void;
/** How far what this node sends to `node` for an application has come. */
export type DeliveryOf = (application: ApplicationId, node: NodeId) => Promise<DeliveryView>;

export type DatasetForApplication = {
  readonly id: string;
  readonly iri: string;
  readonly node: NodeId;
  readonly country: string;
  readonly title: Readonly<Record<string, string>>;
  readonly version: string | undefined;
  readonly hdab: string | undefined;
  /** Only `published` can be applied for. */
  readonly state: string;
};
export type FindDataset = (id: string) => Promise<DatasetForApplication | undefined>;

export type Addressee = { readonly nodeId: NodeId; readonly country: string; readonly name: Readonly<Record<string, string>>; readonly active: boolean };
export type FindAddressee = (node: NodeId) => Addressee | undefined;

/** One finding about a message's content, as it travels in an outcome (applications.md §4.4). */
export type Finding = { readonly code: string; readonly text: string; readonly severity?: 'error' | 'warning' | 'information'; readonly linkId?: string };

/** What a receiving function concluded; the exchange answers it with an `outcome`. */
export type ReceiveOutcome =
  | { readonly type: 'validated'; readonly notes?: readonly string[]; readonly warnings?: readonly Finding[] }
  | { readonly type: 'not-validated'; readonly code: string; readonly text: string; readonly issues?: readonly Finding[] }
  | { readonly type: 'parked'; readonly reason: string; readonly until: Instant };

/** Who sent it (from the transport, never from the body) and when it was durably stored here: clocks start from this. */
export type Arrival = { readonly sender: NodeId; readonly receivedAt: Instant };

export type Receive<Event extends LegMessageEvent> = (tx: Tx, message: LegMessageOf<Event>, arrival: Arrival) => Promise<ReceiveOutcome>;
export type Receivers = { readonly [Event in LegMessageEvent]: Receive<Event> };

export const validated = (...notes: readonly string[]): ReceiveOutcome => ({ type: 'validated', notes });
export const notValidated = (code: string, text: string): ReceiveOutcome => ({ type: 'not-validated', code, text });
