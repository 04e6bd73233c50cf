import type { Clock } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import type { ClockRules } from '../../core/applications/clocks/clock-rules.ts';
import type { Audit } from '../audit/audit.ts';
import type { Instant } from '../../core/clock.ts';
import type { Db, Tx } from '../storage/db.ts';
import type { SentMessage } from './log-store.ts';
import type { DeliveryOf, FindAddressee, FindDataset, Receivers, SendLegMessage, Wake } from './ports.ts';
import type { ApplicationSettings } from './settings.ts';

/** What every function of the application side is given. */
export type Parts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly node: { readonly id: NodeId; readonly country: string; readonly timeZone: string; readonly name: Readonly<Record<string, string>> };
  readonly publicUrl: string;
  readonly settings: ApplicationSettings;
  readonly rules: ClockRules;
  readonly send: SendLegMessage;
  readonly wake: Wake;
  readonly deliveryOf: DeliveryOf;
  readonly findDataset: FindDataset;
  readonly findAddressee: FindAddressee;
  /** Use figures of the catalogue: a dataset came into a draft, or an application for it arrived. Counts only. */
  readonly used?: ((kind: 'basket' | 'application', datasets: readonly { readonly id: string; readonly iri: string }[]) => void) | undefined;
  /** The receiving side of this very node, for legs it decides on its own applications. */
  readonly receivers: () => Receivers;
  /** What a receipt sets in motion; also for legs that were handed over inside this node. */
  readonly afterDelivered: (tx: Tx, sent: Omit<SentMessage, 'messageId'>, at: Instant) => Promise<void>;
};
