import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { OpenDb } from '../storage/db.ts';
import { openDb } from '../storage/db.ts';
import { startEmbedded } from '../storage/embedded.ts';
import { migrate } from '../storage/migrate.ts';
import type { Lifecycle } from './lifecycle.ts';

export type Storage = OpenDb & { readonly url: string };

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The database of `DATABASE_URL`, or the embedded one, brought to this version's tables. */
export const wireStorage = async (config: Config, secrets: Secrets, log: Logger, lifecycle: Lifecycle): Promise<Storage> => {
  let url = secrets.databaseUrl?.reveal();
  if (url === undefined) {
    const embedded = await startEmbedded(config.storage.dataDir, (reason) => log.error(reason)).catch((error: unknown) => {
      throw new ConfigError([sentence(error)]);
    });
    lifecycle.onStop('embedded database', embedded.stop);
    url = embedded.url;
  }
  const open = openDb({ connectionString: url, max: config.storage.poolMax, onError: (error) => log.warn({ err: error }, 'an idle database connection broke') });
  lifecycle.onStop('database', open.close);
  const applied = await migrate(open.db).catch((error: unknown) => {
    throw new ConfigError([`DATABASE_URL: the database cannot be used (${sentence(error)}): check that it runs, and that its user may create tables.`]);
  });
  if (applied.length > 0) log.info({ applied }, 'database brought to this version');
  return { ...open, url };
};
