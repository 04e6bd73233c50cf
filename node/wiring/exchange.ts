import type { PartnerClient } from '../../connectors/partner/partner-client.ts';
import type { NodeId } from '../../core/ids.ts';
import { afterFailedProbe, afterFailure, afterSuccess, closedBreaker } from '../../queues/breaker.ts';
import { deliverQueue, inboxQueue } from '../../queues/names.ts';
import { RetryLater } from '../../queues/payloads.ts';
import { classify, nextAttempt, parseRetryAfter } from '../../queues/policy.ts';
import type { Queues } from '../../queues/queues.ts';
import type { QueueWorker } from '../../queues/worker-keeper.ts';
import type { Directory } from '../directory/directory.ts';
import { createGatekeeper } from '../directory/gatekeeper.ts';
import { renewMs } from '../exchange/claims.ts';
import type { Exchange } from '../exchange/create-exchange.ts';
import { createExchange } from '../exchange/create-exchange.ts';
import { createExchangeMetrics } from '../exchange/metrics.ts';
import type { BreakerPolicy, DeliveryHooks, Handlers, JobOutcome, Schedule } from '../exchange/ports.ts';
import { createGaugeUpdate } from '../exchange/set-gauges.ts';
import { createOpsView } from '../exchange/ops-view.ts';
import { exchangePartnerOperations } from '../http/partner/exchange/index.ts';
import { exchangeOpsOperations } from '../http/public/ops/index.ts';
import { wireAuditHeads } from './audit-heads.ts';
import type { Base, Offers } from './base.ts';
import { toDirectoryPort } from './directory-port.ts';
import { wireLinkTest } from './link-test.ts';
import { wireQueues } from './queues.ts';

export type ExchangePart = Offers & {
  readonly outbox: Exchange['outbox'];
  /** After commit: gives new outbox rows their jobs. */
  readonly wake: Exchange['wake'];
  readonly deliveryOf: Exchange['deliveryOf'];
  readonly linkStatuses: Exchange['linkStatuses'];
  readonly queueHealth: () => Promise<boolean>;
  /** The node's job queues, for other parts' schedules. */
  readonly queues: Queues;
  /** What this node has announced, for the status document. */
  readonly maintenance: Exchange['maintenance']['view'];
  /** What an operator may do, for commands and tests beside the HTTP operations. */
  readonly operate: Pick<Exchange, 'steering' | 'deadLetters' | 'maintenance' | 'tryAgain' | 'askAgain'>;
  /** Starts delivering and working; until then messages are stored only. */
  readonly start: (parts: { handlers: Handlers; hooks: DeliveryHooks }) => Promise<void>;
};

const tickMs = 1000;
const inboxConcurrency = 4;
const jobOf = (arrival: number): string => `a${arrival}`;
const arrivalOf = (job: string): number => Number(job.slice(1));

const toSchedule = (queues: Queues): Schedule => ({
  deliver: (partner, jobs) => queues.add(deliverQueue(partner), jobs),
  hurry: (partner) => queues.hurry(deliverQueue(partner)),
  work: (arrivals) => queues.add(inboxQueue, arrivals.map(({ arrival, delayMs }) => ({ id: jobOf(arrival), ...(delayMs === undefined ? {} : { delayMs }) }))),
});

const breakerOf = ({ config }: Base): BreakerPolicy => {
  const settings = { probeMs: config.exchange.probeMs, probeCapMs: config.exchange.probeCapMs };
  return {
    closed: closedBreaker,
    afterSuccess,
    afterFailure: (breaker, at, reason) => afterFailure(breaker, at, reason, settings),
    afterFailedProbe: (breaker, at) => afterFailedProbe(breaker, at, settings),
  };
};

const finishJob = (outcome: JobOutcome): void => {
  if (outcome.type === 'later') throw new RetryLater(outcome.delayMs);
};

/** The exchange on real queues, sockets and keys (exchange.md §3-§7). */
export const wireExchange = async (base: Base, parts: { directory: Directory; partnerClient: PartnerClient; databaseUrl: string }): Promise<ExchangePart> => {
  const { config, keyRing, storage, clock, audit, log } = base;
  const directory = toDirectoryPort(parts.directory);
  const queues = await wireQueues(base, parts.databaseUrl, 64);
  const workers = new Map<NodeId, QueueWorker>();
  const { retryBaseMs, retryCapMs, messageTtlMs, timeoutMs, sweepMs, ratePerSecond, concurrency } = config.exchange;
  const metrics = createExchangeMetrics(base.metrics);
  const exchange = createExchange({
    self: config.node.id,
    db: storage.db,
    clock,
    audit,
    log,
    directory,
    metrics,
    keys: { signing: () => keyRing.signing(), encryption: () => keyRing.encryption() },
    call: (to, request) => parts.partnerClient.request(to, request),
    schedule: toSchedule(queues),
    policy: { classify, nextAttempt: (input) => nextAttempt({ baseMs: retryBaseMs, capMs: retryCapMs }, input), parseRetryAfter },
    breaker: breakerOf(base),
    settings: { ttlMs: messageTtlMs, timeoutMs, sweepMs, ratePerSecond, handlerRetryMs: Math.min(retryBaseMs, 1000), concurrency, inboxConcurrency },
    gateChanged: (partner, open) => {
      const worker = workers.get(partner);
      if (open) worker?.resume();
      else void worker?.pause().catch((error: unknown) => log.warn({ err: error, partner }, 'worker not paused'));
    },
  });

  const start: ExchangePart['start'] = async ({ handlers, hooks }) => {
    const jobs = exchange.jobs({ handlers, hooks });
    await Promise.all([exchange.links.load(), exchange.maintenance.load()]);
    const workForPartners = (): void => {
      for (const { nodeId } of directory.participants()) {
        if (nodeId === config.node.id || workers.has(nodeId)) continue;
        workers.set(nodeId, queues.work(deliverQueue(nodeId), { concurrency, work: async (id) => finishJob(await jobs.deliver(id, nodeId)) }));
      }
    };
    workForPartners();
    queues.work(inboxQueue, { concurrency: inboxConcurrency, work: async (id) => finishJob(await jobs.process(arrivalOf(id))) });
    base.every('exchange links', tickMs, async () => {
      workForPartners();
      await Promise.all([exchange.links.tick(), exchange.maintenance.load(), exchange.deadLetters.work()]);
    });
    // Apart: whatever keeps one from its work must not keep the other.
    base.every('exchange sweep', sweepMs, () => exchange.sweep());
    base.every('exchange expiry', sweepMs, jobs.expire);
    base.every('exchange claims', renewMs, jobs.renewClaims);
    base.every('exchange gauges', 5000, createGaugeUpdate({ db: storage.db, metrics, linkStatuses: exchange.linkStatuses }));
    base.every('exchange contacts', 10_000, exchange.links.saveContacts);
    base.onStop('exchange lanes', () => Promise.resolve(exchange.stopLanes()));
    await exchange.sweep(true);
  };
  const auditTrail = wireAuditHeads(base, parts.directory);
  const view = createOpsView({
    db: storage.db,
    clock,
    directory,
    links: exchange.links,
    linkStatuses: exchange.linkStatuses,
    queueReachable: () => queues.ping(),
    queueCounts: () => Promise.all([...[...workers.keys()].map(deliverQueue), inboxQueue].map(async (name) => ({ name, ...(await queues.counts(name)) }))),
  });
  const gate = createGatekeeper({ keyRing, directory: parts.directory, clock, crlGraceHours: config.trust.crlGraceHours });
  const testLink = wireLinkTest(base, gate, directory, parts.partnerClient);

  return {
    outbox: exchange.outbox,
    wake: exchange.wake,
    deliveryOf: exchange.deliveryOf,
    linkStatuses: exchange.linkStatuses,
    queueHealth: () => queues.ping(),
    queues,
    maintenance: exchange.maintenance.view,
    operate: exchange,
    start,
    partnerOperations: exchangePartnerOperations(exchange, clock.now),
    publicOperations: exchangeOpsOperations({ view, steering: exchange.steering, testLink, deadLetters: exchange.deadLetters, maintenance: exchange.maintenance, tryAgain: exchange.tryAgain, ...auditTrail }),
  };
};
