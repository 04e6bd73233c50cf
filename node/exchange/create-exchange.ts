import type { OwnKey } from '../../certs/key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { createAskAgain, createDeliverAgain } from './after-restore.ts';
import { createClaims } from './claims.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createDeliver, createExpire } from './deliver.ts';
import { createDeliveryOf } from './delivery-view.ts';
import { createInbox } from './inbox.ts';
import { createLinkStatuses } from './link-status.ts';
import { createLinks } from './links.ts';
import { createMaintenance } from './maintenance.ts';
import { createLanes, createLanesPer } from './lanes.ts';
import type { ExchangeMetrics } from './metrics.ts';
import { createOutbox } from './outbox.ts';
import type { BreakerPolicy, CallPartner, DeliveryHooks, DeliveryPolicy, DirectoryPort, ExchangeLog, Handlers, Schedule } from './ports.ts';
import { createProcessInbound } from './process-inbound.ts';
import { createTryAgain } from './quarantine.ts';
import { createRate } from './rate.ts';
import { createReceive } from './receive.ts';
import { createSettle } from './settle.ts';
import { createSteering } from './steer-links.ts';
import { release, sweep } from './sweep.ts';
import { createWake } from './wake.ts';

export type ExchangeDeps = {
  readonly self: NodeId;
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly log: ExchangeLog;
  readonly metrics: ExchangeMetrics;
  readonly directory: DirectoryPort;
  readonly keys: { readonly signing: () => OwnKey; readonly encryption: () => readonly OwnKey[] };
  readonly call: CallPartner;
  readonly schedule: Schedule;
  readonly policy: DeliveryPolicy;
  readonly breaker: BreakerPolicy;
  readonly settings: { readonly ttlMs: number; readonly timeoutMs: number; readonly sweepMs: number; readonly ratePerSecond: number; readonly handlerRetryMs: number; readonly concurrency: number; readonly inboxConcurrency: number };
  /** A partner's gate turned: its worker starts or stops taking jobs. */
  readonly gateChanged: (partner: NodeId, open: boolean) => void;
  readonly random?: () => number;
};

const probePath = '/fhir/metadata';
/** Answers participants and nobody else. */
const admittedPath = '/directory';
const probeMs = 10_000;

/** The exchange of one process of a node: everything between a feature's transaction and the partner's, in both directions (exchange.md §3-§5). */
export const createExchange = (deps: ExchangeDeps) => {
  const { db, clock, directory, settings, log } = deps;
  const partnerLanes = createLanesPer<NodeId>(settings.concurrency);
  const lanes = partnerLanes.of;
  const inboxLanes = createLanes(settings.inboxConcurrency);
  const links = createLinks({
    ...deps,
    probe: async (partner) => {
      const answer = await deps.call(partner, { method: 'GET', path: probePath, timeoutMs: probeMs, maxBytes: 1024 * 1024 }).catch(() => undefined);
      return answer !== undefined && answer.status < 500;
    },
    admits: async (partner) => {
      const answer = await deps.call(partner, { method: 'GET', path: admittedPath, timeoutMs: probeMs, maxBytes: 8 * 1024 * 1024 }).catch(() => undefined);
      return answer !== undefined && answer.status >= 200 && answer.status < 300;
    },
    holdTurned: (partner, held, reason) =>
      deps.audit.recordAlone(db, { actor: 'system:exchange', role: undefined, action: held ? 'link-held' : 'link-admitted', target: `partner:${partner}`, outcome: held ? 'failed' : 'success', details: { reason } }),
    changed: async (partner, open) => {
      deps.gateChanged(partner, open);
      if (open) await release({ ...deps, lanes }, partner);
    },
  });
  const wake = createWake({ ...deps, lanes });
  const outbox = createOutbox({ self: deps.self, clock, directory, signingKey: deps.keys.signing, ttlMs: settings.ttlMs });
  const inbox = createInbox({
    ...deps,
    signingKey: deps.keys.signing,
    stored: (arrivals) => void deps.schedule.work(arrivals.slice(0, inboxLanes.news(arrivals.length)).map((arrival) => ({ arrival }))).catch((error: unknown) => log.warn({ err: error }, 'message not queued now; the sweeper will')),
  });
  const rates = new Map<NodeId, () => number>();
  const turn = async (partner: NodeId): Promise<void> => {
    const rate = rates.get(partner) ?? createRate(clock, settings.ratePerSecond);
    rates.set(partner, rate);
    const waitMs = rate();
    if (waitMs > 0) await new Promise((done) => setTimeout(done, waitMs));
  };

  const maintenance = createMaintenance({ db, clock, audit: deps.audit });
  const requeue = (partner: NodeId): Promise<void> => release({ ...deps, lanes }, partner);

  return {
    outbox,
    wake,
    links,
    receive: createReceive({ ...deps, inbox, links, maintenance: maintenance.refusal }),
    maintenance,
    steering: createSteering({ ...deps, links }),
    deadLetters: createDeadLetters({ ...deps, wake, requeue, ratePerSecond: settings.ratePerSecond }),
    tryAgain: createTryAgain(deps),
    deliverAgain: createDeliverAgain({ ...deps, wake }),
    askAgain: createAskAgain(deps),
    deliveryOf: createDeliveryOf({ db, clock, links }),
    linkStatuses: createLinkStatuses({ db, clock, self: deps.self, directory, links }),
    /** @param atOnce also what has just been queued; for the start of a process */
    sweep: (atOnce?: boolean) => sweep({ db, clock, directory, schedule: deps.schedule, links, lanes, inboxLanes, wake, sweepMs: settings.sweepMs }, atOnce),
    /** Lanes end after the message they are at, so that the process can stop. */
    stopLanes: (): void => {
      partnerLanes.close();
      inboxLanes.close();
    },
    /** The jobs, once the features that handle messages are there. */
    jobs: (parts: { handlers: Handlers; hooks: DeliveryHooks }) => {
      const claims = createClaims({ db, clock });
      const settle = createSettle({ ...deps, hooks: parts.hooks, claims });
      const delivering = { ...deps, timeoutMs: settings.timeoutMs, links, lanes, claims, settle, random: deps.random ?? Math.random, turn };
      return {
        renewClaims: claims.renew,
        deliver: createDeliver(delivering),
        expire: createExpire(delivering),
        process: createProcessInbound({ ...deps, handlers: parts.handlers, addAllToOutbox: outbox.addAll, encryptionKeys: deps.keys.encryption, retryMs: settings.handlerRetryMs, inboxLanes, wake }),
      };
    },
  };
};

export type Exchange = ReturnType<typeof createExchange>;
