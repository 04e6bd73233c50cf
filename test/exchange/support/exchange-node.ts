import { pino } from 'pino';
import { Registry } from 'prom-client';
import { openKeyRing } from '../../../certs/open-key-ring.ts';
import type { KeyRing } from '../../../certs/key-ring.ts';
import type { Clock } from '../../../core/clock.ts';
import { systemClock } from '../../../core/clock.ts';
import { createAudit } from '../../../node/audit/audit.ts';
import { toConfig } from '../../../node/config/config.ts';
import { Secret } from '../../../node/config/secrets.ts';
import type { Directory } from '../../../node/directory/directory.ts';
import type { DeliveryHooks, Handlers } from '../../../node/exchange/ports.ts';
import { openDb } from '../../../node/storage/db.ts';
import type { OpenDb } from '../../../node/storage/db.ts';
import { migrate } from '../../../node/storage/migrate.ts';
import type { Base } from '../../../node/wiring/base.ts';
import type { ExchangePart } from '../../../node/wiring/exchange.ts';
import { wireExchange } from '../../../node/wiring/exchange.ts';
import { createLifecycle } from '../../../node/wiring/lifecycle.ts';
import { wirePartnerClient } from '../../../node/wiring/partner-client.ts';
import { wireTracing } from '../../../node/wiring/tracing.ts';
import { wireTrust } from '../../../node/wiring/trust.ts';

export type ExchangeNodeOptions = {
  readonly nodeId: string;
  readonly keysDir: string;
  readonly directoryFile: string;
  readonly directoryKeysFile: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly handlers: (base: Base) => Handlers;
  readonly hooks?: (base: Base) => Partial<DeliveryHooks>;
  readonly clock?: Clock;
  /** Further settings by their environment name. */
  readonly env?: Readonly<Record<string, string>>;
  readonly poolMax?: number;
  /** Do not deliver or work: store only. */
  readonly idle?: boolean;
  /** Where spans go. */
  readonly tracesUrl?: string;
  /** Default true; false: a second process of a node, which only delivers and works. */
  readonly listen?: boolean;
};

export type ExchangeNode = {
  readonly nodeId: string;
  readonly base: Base;
  readonly storage: OpenDb;
  readonly keyRing: KeyRing;
  readonly directory: Directory;
  readonly exchange: ExchangePart;
  readonly port: number;
  readonly metrics: Registry;
  stop(): Promise<void>;
};

const environment = (options: ExchangeNodeOptions): Record<string, string> => ({
  NODE_ID: options.nodeId, NODE_COUNTRY: options.nodeId.slice(0, 2), PUBLIC_URL: 'http://127.0.0.1:1', PARTNER_PORT: String(options.port), KEYS_DIR: options.keysDir,
  DIRECTORY_KEYS_FILE: options.directoryKeysFile, DIRECTORY_FILE: options.directoryFile, OIDC_ISSUER: 'https://login.invalid', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET_FILE: '/dev/null',
  RETRY_BASE_MS: '50', RETRY_CAP_MS: '2000', SWEEP_MS: '1000', BREAKER_PROBE_MS: '200', BREAKER_PROBE_CAP_MS: '1000', PARTNER_TIMEOUT_MS: '5000', PARTNER_RATE_PER_SECOND: '100000',
  LOG_LEVEL: 'silent', ...(options.redisUrl === undefined ? {} : { QUEUE_URL: options.redisUrl }), ...options.env,
});

/** A node that has nothing but storage, trust and exchange, built from the product's own parts on real sockets. Handlers are the test's. */
export const startExchangeNode = async (options: ExchangeNodeOptions): Promise<ExchangeNode> => {
  const config = toConfig(environment(options));
  const clock = options.clock ?? systemClock;
  const log = pino({ level: config.log.level });
  const lifecycle = createLifecycle(log);
  const storage = openDb({ connectionString: options.databaseUrl, max: options.poolMax ?? 10, onError: () => undefined });
  lifecycle.onStop('traces', wireTracing(options.tracesUrl, options.nodeId));
  lifecycle.onStop('database', storage.close);
  await migrate(storage.db);
  const keyRing = await openKeyRing(options.keysDir);
  lifecycle.onStop('key ring', () => Promise.resolve(keyRing.close()));
  const metrics = new Registry();
  const none = new Secret('');
  const base: Base = {
    config, clock, log, metrics, storage, keyRing, audit: createAudit({ clock }), every: lifecycle.every, onStop: lifecycle.onStop,
    secrets: { databaseUrl: undefined, queueUrl: options.redisUrl === undefined ? undefined : new Secret(options.redisUrl), oidcClientSecret: none, sessionKey: none },
  };
  const trust = await wireTrust(base);
  const partnerClient = wirePartnerClient(base, trust.directory);
  const exchange = await wireExchange(base, { directory: trust.directory, partnerClient, databaseUrl: options.databaseUrl });
  const listener = trust.partnerListener([...(exchange.partnerOperations ?? []), ...trust.partnerOperations], () => undefined, { requestsPerSecond: 100_000 });
  const port = options.listen === false ? 0 : await listener.listen();
  lifecycle.onStop('listener', () => listener.close());
  const hooks = { onDelivered: () => Promise.resolve(), onDead: () => Promise.resolve(), ...options.hooks?.(base) };
  if (options.idle !== true) await exchange.start({ handlers: options.handlers(base), hooks });
  return { nodeId: options.nodeId, base, storage, keyRing, directory: trust.directory, exchange, port, metrics, stop: lifecycle.stop };
};
