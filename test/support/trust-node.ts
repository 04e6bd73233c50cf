import express from 'express';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { KeyRing } from '../../certs/key-ring.ts';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import type { PartnerClient } from '../../connectors/partner/partner-client.ts';
import { systemClock } from '../../core/clock.ts';
import type { Role } from '../../core/roles.ts';
import { createAudit } from '../../node/audit/audit.ts';
import { toConfig } from '../../node/config/config.ts';
import { Secret } from '../../node/config/secrets.ts';
import { createRotation } from '../../node/directory/rotation.ts';
import type { Rotation } from '../../node/directory/rotation.ts';
import { errorHandler } from '../../node/http/errors.ts';
import { identifyRequest } from '../../node/http/middleware/request-id.ts';
import type { Operation } from '../../node/http/operation.ts';
import type { PartnerListener } from '../../node/http/partner-listener.ts';
import { attach, mount } from '../../node/http/run-operation.ts';
import { createLifecycle } from '../../node/wiring/lifecycle.ts';
import { openTrustClient } from '../../node/wiring/trust-client.ts';
import type { Trust } from '../../node/wiring/trust.ts';
import { wireTrust } from '../../node/wiring/trust.ts';
import type { TestConsortium } from './consortium.ts';
import { openTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

/** Trust of one node, wired as in the product: directory, lists, both listeners. Callers of the public one say who they are with `x-test-roles`. */
export type TrustNode = {
  readonly id: string;
  readonly trust: Trust;
  readonly keyRing: KeyRing;
  readonly database: TestDatabase;
  readonly client: PartnerClient;
  readonly rotation: Rotation;
  readonly listener: PartnerListener;
  close(): Promise<void>;
};

const envOf = async (consortium: TestConsortium, id: string, keysDir: string): Promise<Record<string, string>> => {
  const coordinator = id.startsWith('EU');
  const eu = consortium.nodes.find((one) => one.nodeId.startsWith('EU'));
  const secret = join(consortium.dir, 'oidc-secret');
  await writeFile(secret, 'unused');
  const ports = coordinator || consortium.nodes.some((one) => one.nodeId === id) ? consortium.ports(id) : undefined;
  return {
    NODE_ID: id, NODE_COUNTRY: id.slice(0, 2), DATA_DIR: consortium.dir, KEYS_DIR: keysDir, DEMO_MODE: 'true',
    PUBLIC_URL: `http://127.0.0.1:${ports?.public ?? 0}`, PUBLIC_PORT: String(ports?.public ?? 0), PARTNER_PORT: String(ports?.partner ?? 0),
    DIRECTORY_KEYS_FILE: consortium.directoryKeysFile, DIRECTORY_FILE: consortium.directoryFile, DIRECTORY_URL: `${eu?.portal}/directory`,
    OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_CLIENT_ID: 'test', OIDC_CLIENT_SECRET_FILE: secret,
    ...(coordinator ? { COORDINATOR: 'true', DIRECTORY_SIGNING_KEY_FILE: consortium.directorySigningKeyFile, CONSORTIUM_CA_DIR: consortium.caDir } : {}),
  };
};

const publicServer = (operations: readonly Operation[], log: Logger, port: number): Promise<Server> => {
  const app = express();
  app.use(identifyRequest);
  app.use((req, _res, next) => {
    const roles = String(req.headers['x-test-roles'] ?? '').split(' ').filter((role) => role !== '') as Role[];
    if (roles.length > 0) attach(req, { caller: { person: 'person-1', name: 'Tester', email: undefined, language: 'en', roles, holder: undefined } });
    next();
  });
  mount(app, operations, () => undefined);
  app.use(errorHandler(log));
  return new Promise((done) => {
    const server = createServer(app).listen(port, '127.0.0.1', () => done(server));
  });
};

export const openTrustNode = async (consortium: TestConsortium, id: string, options: { operations?: (node: { keyRing: KeyRing; trust: Trust }) => readonly Operation[]; keysDir?: string } = {}): Promise<TrustNode> => {
  const keysDir = options.keysDir ?? consortium.keysDir(id);
  const config = toConfig(await envOf(consortium, id, keysDir));
  const log = pino({ level: 'silent' });
  const lifecycle = createLifecycle(log);
  const database = await openTestDatabase();
  const keyRing = await openKeyRing(keysDir);
  const base = {
    config, log, clock: systemClock, metrics: new Registry(), storage: database, audit: createAudit({ clock: systemClock }), keyRing, every: lifecycle.every, onStop: lifecycle.onStop,
    secrets: { databaseUrl: undefined, queueUrl: undefined, oidcClientSecret: new Secret(''), sessionKey: new Secret('') },
  };
  const trust = await wireTrust(base);
  const listener = trust.partnerListener([...trust.partnerOperations, ...(options.operations?.({ keyRing, trust }) ?? [])], () => undefined);
  await listener.listen();
  const server = await publicServer(trust.publicOperations, log, config.listeners.public.port);
  const client = openTrustClient({ keyRing, directory: trust.directory, gate: trust.gate });
  const rotation = createRotation({ keysDir, keyRing, directory: trust.directory, clock: systemClock, send: trust.sendOwnChange });
  return {
    id, trust, keyRing, database, client, rotation, listener,
    close: async () => {
      await client.close();
      await listener.close();
      server.closeAllConnections();
      server.close();
      await lifecycle.stop();
      keyRing.close();
      await database.close();
    },
  };
};
