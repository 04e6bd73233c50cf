import type { Logger } from 'pino';
import { pino } from 'pino';
import type { KeyRing } from '../../certs/key-ring.ts';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import { systemClock } from '../../core/clock.ts';
import type { Audit } from '../audit/audit.ts';
import { createAudit } from '../audit/audit.ts';
import type { Config } from '../config/config.ts';
import { ConfigError, toConfig } from '../config/config.ts';
import { readEnv } from '../config/env.ts';
import { loadSecrets, readPassphrase } from '../config/secrets.ts';
import { runningEmbeddedUrl } from '../storage/embedded-running.ts';
import type { OpenDb } from '../storage/db.ts';
import { openDb } from '../storage/db.ts';
import { createLifecycle } from '../wiring/lifecycle.ts';
import { wireStorage } from '../wiring/storage.ts';

/** What an operator's command works with: the node's own configuration, database and keys, beside the running node or without it. */
export type NodeContext = { readonly config: Config; readonly storage: OpenDb; readonly audit: Audit; readonly keyRing: KeyRing; readonly clock: Clock; readonly log: Logger };

const openStorage = async (config: Config, lifecycle: ReturnType<typeof createLifecycle>, log: NodeContext['log']): Promise<OpenDb> => {
  const running = config.storage.embedded ? await runningEmbeddedUrl(config.storage.dataDir) : undefined;
  if (running === undefined) return wireStorage(config, await loadSecrets(config, readEnv()), log, lifecycle);
  const open = openDb({ connectionString: running, max: 4, onError: () => undefined });
  lifecycle.onStop('database', open.close);
  return open;
};

const openKeys = async (config: Config): Promise<KeyRing> =>
  openKeyRing(config.trust.keysDir, { passphrase: await readPassphrase(config) }).catch((error: unknown) => {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  });

/** Runs `work` with this node's keys alone: needs no database. @throws ConfigError with sentences */
export const withKeys = async <T>(work: (keys: { readonly config: Config; readonly keyRing: KeyRing; readonly clock: Clock }) => Promise<T>): Promise<T> => {
  const config = toConfig(readEnv());
  const keyRing = await openKeys(config);
  try {
    return await work({ config, keyRing, clock: systemClock });
  } finally {
    keyRing.close();
  }
};

/** Runs `work` with this node's parts and closes them. Reads the same environment as the node. @throws ConfigError with sentences */
export const withNode = async <T>(work: (node: NodeContext) => Promise<T>): Promise<T> => {
  const config = toConfig(readEnv());
  const log: Logger = pino({ level: 'warn' }, pino.destination(2));
  const lifecycle = createLifecycle(log);
  try {
    const keyRing = await openKeys(config);
    lifecycle.onStop('key ring', () => Promise.resolve(keyRing.close()));
    return await work({ config, storage: await openStorage(config, lifecycle, log), audit: createAudit({ clock: systemClock }), keyRing, clock: systemClock, log });
  } finally {
    await lifecycle.stop();
  }
};
