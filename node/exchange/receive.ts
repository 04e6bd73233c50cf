import type { Participant } from '../../core/directory.ts';
import { AppError, isAppError } from '../../core/errors.ts';
import { envelopeLimits } from '../../core/exchange.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { isPassing } from './failure.ts';
import type { Inbox } from './inbox.ts';
import type { Links } from './links.ts';
import type { ExchangeMetrics } from './metrics.ts';
import type { ExchangeLog } from './ports.ts';
import { refusal } from './refusal.ts';

/** `bytes` undefined: there were more than the limit. */
export type ReceiveFrom = (arrival: { peer: Participant; contentType: string | undefined; bytes: Buffer | undefined }, meta: { requestId: string }) => Promise<Buffer>;

export type ReceiveDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly log: ExchangeLog;
  readonly metrics: ExchangeMetrics;
  readonly inbox: Inbox;
  readonly links: Pick<Links, 'heard'>;
  /** Set while this node takes nothing: its own maintenance. */
  readonly maintenance: () => { readonly retryAfterSeconds: number } | undefined;
};

// A database restarts within seconds; a full disk takes a person, whom the log has told.
const storageRetrySeconds = 5;

/** The gate of arrivals: every refusal is audited with its code and counted by code and peer; an accepted message shows that the partner lives. */
export const createReceive = (deps: ReceiveDeps): ReceiveFrom => {
  const refused = async (peer: string, code: string, detail: string, requestId: string): Promise<void> => {
    deps.metrics.refused.inc({ partner: peer, code });
    deps.log.warn({ partner: peer, code, requestId }, 'message refused');
    // A trail that cannot be written must not change the answer.
    await deps.audit
      .recordAlone(deps.db, { actor: `partner:${peer}`, role: undefined, action: 'message-refused', target: `request:${requestId}`, outcome: 'refused', details: { code, detail } })
      .catch((error: unknown) => deps.log.error({ err: error, partner: peer, code, requestId }, 'refusal not audited'));
  };
  /** The database's own trouble (disk full, restarting, read-only) passes: the sender keeps the message and tries again, and it is no failure of the link. */
  const sayWhy = (error: unknown): unknown =>
    !isAppError(error) && isPassing(error) ? new AppError('unavailable', 'throttled', 'This node cannot store messages at the moment; nothing of this one was kept.', { cause: error, retryAfterSeconds: storageRetrySeconds }) : error;
  return async ({ peer, contentType, bytes }, { requestId }) => {
    try {
      const closed = deps.maintenance();
      if (closed !== undefined) throw refusal('maintenance', 'This node is in maintenance: messages are welcome afterwards.', closed);
      if (bytes === undefined) throw refusal('too-large', `The body is longer than the limit of ${envelopeLimits.bodyBytes} bytes.`);
      const outcome = await deps.inbox.receive({ peer, contentType, bytes });
      deps.metrics.received.inc({ partner: peer.nodeId, outcome: outcome.type });
      // The message is stored and receipted: what its arrival says of the link must not keep or spoil the answer.
      void deps.links.heard(peer.nodeId).catch((error: unknown) => deps.log.warn({ err: error, partner: peer.nodeId }, 'link could not be settled'));
      deps.log.info({ partner: peer.nodeId, messageId: outcome.messageId, traceparent: outcome.traceparent, requestId, outcome: outcome.type }, 'message received');
      return outcome.receipt;
    } catch (thrown) {
      const error = sayWhy(thrown);
      if (isAppError(error)) await refused(peer.nodeId, error.code, error.detail, requestId);
      throw error;
    }
  };
};
