import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { openKeyRing } from '../certs/open-key-ring.ts';
import { systemClock } from '../core/clock.ts';
import type { Clock } from '../core/clock.ts';
import { textIn } from '../core/languages.ts';
import { createAudit } from './audit/audit.ts';
import type { Config } from './config/config.ts';
import { ConfigError } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import { readPassphrase } from './config/secrets.ts';
import { listenOn } from './http/listen.ts';
import { createOpsApp } from './http/ops-listener.ts';
import { openapi } from './http/public/openapi.ts';
import { createPageRenderer } from './http/public/portal/page.ts';
import { portalPages } from './http/public/portal/pages.ts';
import { createPublicApp } from './http/public-listener.ts';
import type { Operation } from './http/operation.ts';
import type { Refused } from './http/run-operation.ts';
import type { Base, Offers } from './wiring/base.ts';
import { wireHealth } from './wiring/health.ts';
import { wireIdentity } from './wiring/identity.ts';
import { createLifecycle } from './wiring/lifecycle.ts';
import type { Lifecycle } from './wiring/lifecycle.ts';
import { wireParts } from './wiring/parts.ts';
import { wireStorage } from './wiring/storage.ts';
import type { Storage } from './wiring/storage.ts';
import { wireTracing } from './wiring/tracing.ts';
import { wireTrust } from './wiring/trust.ts';
import { version } from './version.ts';

export type AppOptions = { readonly config: Config; readonly secrets: Secrets; readonly log: Logger; readonly clock?: Clock };
export type App = {
  readonly version: string;
  /** Every operation of the public and the partner listener, for the test that walks all routes as every role. */
  readonly operations: { readonly public: readonly Operation[]; readonly partner: readonly Operation[]; readonly ops: readonly Operation[] };
  /** Begins to answer. The public listener comes last: whoever reaches it finds a whole node. */
  listen(): Promise<void>;
  stop(): Promise<void>;
};

const createBase = async (options: AppOptions, storage: Storage, lifecycle: Lifecycle): Promise<Base> => {
  const { config, secrets, log } = options;
  const clock = options.clock ?? systemClock;
  const keyRing = await openKeyRing(config.trust.keysDir, { passphrase: await readPassphrase(config), onError: (error) => log.warn({ err: error }, 'KEYS_DIR changed but cannot be used; the last good keys stay in force') }).catch((error: unknown) => {
    throw new ConfigError([`KEYS_DIR ${config.trust.keysDir} cannot be used: ${error instanceof Error ? error.message : String(error)}`]);
  });
  if (keyRing.nodeId !== config.node.id) throw new ConfigError([`KEYS_DIR holds the keys of ${keyRing.nodeId}, NODE_ID is ${config.node.id}: give the folder made for this node.`]);
  lifecycle.onStop('key ring', () => Promise.resolve(keyRing.close()));
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  return { config, secrets, clock, log, metrics, storage, audit: createAudit({ clock }), keyRing, every: lifecycle.every, onStop: lifecycle.onStop };
};

const gather = (offers: readonly Offers[]): App['operations'] => ({
  public: offers.flatMap((offer) => offer.publicOperations ?? []),
  partner: offers.flatMap((offer) => offer.partnerOperations ?? []),
  ops: offers.flatMap((offer) => offer.opsOperations ?? []),
});

/** Refusals of a closed address are part of the trail: who knocked, where, why not. */
const auditRefusals =
  ({ audit, storage, log }: Base): Refused =>
  (operation, error, at) => {
    const actor = at.partner === undefined ? (at.caller?.person ?? 'anonymous') : `partner:${at.partner.nodeId}`;
    audit
      .recordAlone(storage.db, { actor, role: at.caller?.roles.join(' '), action: 'access-refused', target: `operation:${operation.method} ${operation.path}`, outcome: 'refused', details: { code: error.code } })
      .catch((cause: unknown) => log.warn({ err: cause }, 'refusal not audited'));
  };

/** The whole node, wired by hand: each part is built once and handed to those who need it.
 *  @throws ConfigError with sentences for the operator; nothing is left running then */
export const createApp = async (options: AppOptions): Promise<App> => {
  const { config, secrets, log } = options;
  const lifecycle = createLifecycle(log);
  try {
    lifecycle.onStop('traces', wireTracing(config.traces.url, config.node.id));
    await mkdir(config.storage.dataDir, { recursive: true });
    const storage = await wireStorage(config, secrets, log, lifecycle);
    const base = await createBase(options, storage, lifecycle);
    const trust = await wireTrust(base);
    const identity = wireIdentity(base);
    const renderPage = createPageRenderer(config.web.dir);
    const parts = await wireParts(base, { trust, renderPage, databaseUrl: storage.url });
    const health = wireHealth(base, { directoryVersion: () => trust.directory.version(), queueReachable: parts.queueReachable });
    const nodeName = (language: string): string => textIn(config.node.name, language)?.text ?? config.node.id;
    const pages: Offers = { publicOperations: portalPages(renderPage, nodeName) };
    const offered = gather([identity, trust, ...parts.offers, health, pages]);
    const api = openapi(() => offered.public, { title: `EHDS Node ${config.node.id}`, version, url: config.listeners.public.url });
    const operations = { ...offered, public: [...offered.public, api] };
    const refused = auditRefusals(base);
    const partnerListener = trust.partnerListener(operations.partner, refused);
    const { public: at, ops } = config.listeners;
    const publicApp = createPublicApp({ node: config.node.id, url: at.url, webDir: config.web.dir, trustProxy: at.trustProxy, origins: at.origins, identity: identity.identity, operations: operations.public, renderPage, log, refused });
    return {
      version,
      operations,
      listen: async () => {
        await partnerListener.listen().catch((error: unknown) => {
          throw new ConfigError([error instanceof Error ? error.message : String(error)]);
        });
        lifecycle.onStop('partner listener', () => partnerListener.close());
        lifecycle.onStop('operations listener', await listenOn(createOpsApp({ operations: operations.ops, log }), 'operations listener', ops));
        await parts.start();
        lifecycle.onStop('public listener', await listenOn(publicApp, 'public listener', at));
      },
      stop: lifecycle.stop,
    };
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
};
