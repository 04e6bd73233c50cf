import { pino } from 'pino';
import type { Agent } from 'node:https';
import { request } from 'node:https';
import type { OutgoingHttpHeaders } from 'node:http';
import type { SecureContextOptions } from 'node:tls';
import { readPinnedKeys } from '../../certs/directory-jws.ts';
import { readIfThere } from '../../certs/files.ts';
import type { KeyRing } from '../../certs/key-ring.ts';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import type { Clock } from '../../core/clock.ts';
import { systemClock } from '../../core/clock.ts';
import { asId } from '../../core/ids.ts';
import { createAudit } from '../../node/audit/audit.ts';
import type { Directory } from '../../node/directory/directory.ts';
import { createDirectory } from '../../node/directory/directory.ts';
import { createGatekeeper } from '../../node/directory/gatekeeper.ts';
import type { Operation } from '../../node/http/operation.ts';
import { partners, partnerOf } from '../../node/http/operation.ts';
import type { PartnerLimits, PartnerListener } from '../../node/http/partner-listener.ts';
import { createPartnerListener } from '../../node/http/partner-listener.ts';
import type { Db } from '../../node/storage/db.ts';
import type { TestConsortium } from './consortium.ts';

export type TestGate = {
  readonly port: number;
  readonly keyRing: KeyRing;
  readonly directory: Directory;
  readonly listener: PartnerListener;
  /** Audit codes of everyone who did not get in, in order. */
  readonly refusals: string[];
  close(): Promise<void>;
};

/** Answers who the listener took the caller for. */
export const whoAmI: Operation = { method: 'GET', path: '/who', access: partners, summary: 'test', handle: (_req, res, context) => void res.json({ partner: partnerOf(context).nodeId }) };

/** The partner listener of one node with its directory and key ring, on a free port. */
export const openTestGate = async (
  consortium: TestConsortium,
  nodeId: string,
  db: Db,
  options: { clock?: Clock; limits?: Partial<PartnerLimits>; operations?: readonly Operation[]; crlGraceHours?: number } = {},
): Promise<TestGate> => {
  const clock = options.clock ?? systemClock;
  const log = pino({ level: 'silent' });
  const keyRing = await openKeyRing(consortium.keysDir(nodeId));
  const directory = await createDirectory({
    self: asId(nodeId), db, audit: createAudit({ clock }), clock, log, graceDays: 14, fetch: undefined,
    pinnedKeys: await readPinnedKeys(consortium.directoryKeysFile),
    readFile: () => readIfThere(consortium.directoryFile),
  });
  const refusals: string[] = [];
  const listener = createPartnerListener({
    host: '127.0.0.1', port: 0, log, operations: options.operations ?? [whoAmI],
    gate: createGatekeeper({ keyRing, directory, clock, crlGraceHours: options.crlGraceHours ?? 48 }),
    limits: options.limits ?? {},
    refusedPeer: (code) => refusals.push(code),
    refused: () => undefined,
  });
  const port = await listener.listen();
  return {
    port, keyRing, directory, listener, refusals,
    close: async () => {
      await listener.close();
      keyRing.close();
    },
  };
};

export type RawAnswer = { readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]> };

/** One HTTPS request with exactly these TLS options, on a connection of its own unless an agent is given. Rejects with what the client saw. */
export const rawRequest = (port: number, tls: SecureContextOptions & { agent?: Agent }, path = '/who', headers: OutgoingHttpHeaders = {}): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path, method: 'GET', headers, agent: false, ...(tls as object) }, (res) => {
      let body = '';
      res.setEncoding('utf8');
      res.on('data', (chunk: string) => (body += chunk));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, body, headers: res.headers }));
      res.on('error', reject);
    });
    req.setTimeout(10_000, () => req.destroy(new Error('no answer within 10 s')));
    req.on('error', reject);
    req.end();
  });
