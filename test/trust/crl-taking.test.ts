// Revocation lists on the way into KEYS_DIR, and what open connections make of them (exchange.md §2.3).
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCa } from '../../certs/ca.ts';
import { readCrl } from '../../certs/crl.ts';
import { makeCrl, revokeCertificates } from '../../certs/make-crl.ts';
import { crlFile } from '../../certs/ring-manifest.ts';
import { storeCrls } from '../../certs/store-crl.ts';
import { systemClock } from '../../core/clock.ts';
import { asId } from '../../core/ids.ts';
import { createGatekeeper } from '../../node/directory/gatekeeper.ts';
import { openTrustClient } from '../../node/wiring/trust-client.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestGate } from '../support/trust.ts';
import { openTestGate } from '../support/trust.ts';
import { issued, keyOf } from './forged.ts';

let consortium: TestConsortium;
let database: TestDatabase;
let fr: TestGate;
beforeAll(async () => {
  [consortium, database] = await Promise.all([testConsortium(['EU', 'FR', 'FI']), openTestDatabase()]);
  fr = await openTestGate(consortium, 'FR', database.db);
});
afterAll(async () => {
  await fr.close();
  await database.close();
  await consortium.remove();
});

describe('revocation lists', () => {
  it('that come at the same moment leave the newest, whatever their order', async () => {
    const ca = await openCa(consortium.caDir);
    const now = new Date().toISOString();
    const lists = [];
    for (let n = 0; n < 6; n++) lists.push(await makeCrl(ca, { now }));
    const newest = Math.max(...lists.map((pem) => readCrl(pem).number));
    const dir = consortium.keysDir('FR');
    // The newest first: an older one that began at the same time must not end last.
    const outcomes = await Promise.all([...lists].reverse().map((pem) => storeCrls(dir, pem, fr.keyRing.ca())));
    expect(readCrl(await readFile(crlFile(dir), 'utf8')).number).toBe(newest);
    expect(outcomes[0]).toEqual({ type: 'stored' });
    expect(outcomes.slice(1).every((one) => one.type === 'refused' && one.code === 'crl-rollback')).toBe(true);
    await fr.keyRing.reload();
  });

  it('end calls over a connection that was open before its server was revoked', async () => {
    let connections = 0;
    const server = createServer({ ...(await issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') })), minVersion: 'TLSv1.3' }, (_req, res) => void res.end('hello'));
    const open = new Set<TLSSocket>();
    server.on('secureConnection', (socket) => {
      connections++;
      open.add(socket);
    });
    await new Promise<void>((done) => server.listen(consortium.ports('FI').partner, '127.0.0.1', () => done()));
    const gate = createGatekeeper({ keyRing: fr.keyRing, directory: fr.directory, clock: systemClock, crlGraceHours: 48 });
    const client = openTrustClient({ keyRing: fr.keyRing, directory: fr.directory, gate });
    const call = () => client.request(asId('FI'), { method: 'GET', path: '/', timeoutMs: 5000, maxBytes: 1000 });
    await call();
    expect((await call()).status).toBe(200);
    expect(connections).toBe(1);
    const ca = await openCa(consortium.caDir);
    await revokeCertificates(ca, (one) => one.nodeId === 'FI', { now: new Date().toISOString(), reason: 'test' });
    await storeCrls(consortium.keysDir('FR'), await makeCrl(ca, { now: new Date().toISOString() }), fr.keyRing.ca());
    await fr.keyRing.reload();
    await expect(call()).rejects.toMatchObject({ code: 'partner-tls' });
    await client.close();
    for (const socket of open) socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
  });
});
