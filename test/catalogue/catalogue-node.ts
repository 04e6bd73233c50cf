import { pino } from 'pino';
import { Registry } from 'prom-client';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import { systemClock } from '../../core/clock.ts';
import { createAudit } from '../../node/audit/audit.ts';
import { toConfig } from '../../node/config/config.ts';
import { Secret } from '../../node/config/secrets.ts';
import { openDb } from '../../node/storage/db.ts';
import { migrate } from '../../node/storage/migrate.ts';
import type { CatalogueWiring } from '../../node/wiring/catalogue.ts';
import { wireCatalogue } from '../../node/wiring/catalogue.ts';
import { createLifecycle } from '../../node/wiring/lifecycle.ts';
import { wirePartnerClient } from '../../node/wiring/partner-client.ts';
import { wireTrust } from '../../node/wiring/trust.ts';

export type CatalogueNodeOptions = {
  readonly nodeId: string; readonly portal: string; readonly keysDir: string; readonly directoryFile: string; readonly directoryKeysFile: string; readonly port: number; readonly databaseUrl: string;
  readonly harvestMs: number;
};
export type CatalogueNode = { readonly catalogue: CatalogueWiring; stop(): Promise<void> };

const environment = (options: CatalogueNodeOptions): Record<string, string> => ({
  NODE_ID: options.nodeId, NODE_COUNTRY: options.nodeId.slice(0, 2), PUBLIC_URL: options.portal, PARTNER_PORT: String(options.port), KEYS_DIR: options.keysDir, DIRECTORY_KEYS_FILE: options.directoryKeysFile,
  DIRECTORY_FILE: options.directoryFile, OIDC_ISSUER: 'https://login.invalid', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET_FILE: '/dev/null', HARVEST_MS: String(options.harvestMs), LOG_LEVEL: 'silent',
});

/** A node that has nothing but storage, trust and catalogue, built from the product's own wiring, with its partner listener on a real mutual-TLS socket. */
export const startCatalogueNode = async (options: CatalogueNodeOptions): Promise<CatalogueNode> => {
  const config = toConfig(environment(options));
  const log = pino({ level: config.log.level });
  const lifecycle = createLifecycle(log);
  const storage = openDb({ connectionString: options.databaseUrl, max: 8, onError: () => undefined });
  lifecycle.onStop('database', storage.close);
  await migrate(storage.db);
  const keyRing = await openKeyRing(options.keysDir);
  lifecycle.onStop('key ring', () => Promise.resolve(keyRing.close()));
  const none = new Secret('');
  const base = {
    config, clock: systemClock, log, metrics: new Registry(), storage, keyRing, audit: createAudit({ clock: systemClock }), every: lifecycle.every, onStop: lifecycle.onStop,
    secrets: { databaseUrl: undefined, queueUrl: undefined, oidcClientSecret: none, sessionKey: none },
  };
  const trust = await wireTrust(base);
  const catalogue = wireCatalogue(base, { directory: trust.directory, partnerClient: wirePartnerClient(base, trust.directory), renderPage: () => '' });
  const listener = trust.partnerListener([...(catalogue.partnerOperations ?? []), ...trust.partnerOperations], () => undefined);
  await listener.listen();
  lifecycle.onStop('listener', () => listener.close());
  return { catalogue, stop: lifecycle.stop };
};

// Started as a process of its own, with its options as JSON: killed without warning.
if (process.argv[1] === import.meta.filename) await startCatalogueNode(JSON.parse(process.argv[2] ?? '{}') as CatalogueNodeOptions);
