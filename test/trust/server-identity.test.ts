// The other direction: who answers at a partner's address must be that partner (exchange.md §2.3), whatever its certificate of our CA says.
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCa } from '../../certs/ca.ts';
import { makeCrl, revokeCertificates } from '../../certs/make-crl.ts';
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
import type { Forged } from './forged.ts';
import { fromOtherCa, issued, keyOf } from './forged.ts';

let consortium: TestConsortium;
let database: TestDatabase;
let fr: TestGate;
let reached = 0;
beforeAll(async () => {
  [consortium, database] = await Promise.all([testConsortium(['EU', 'FR', 'FI']), openTestDatabase()]);
  fr = await openTestGate(consortium, 'FR', database.db);
});
afterAll(async () => {
  await fr.close();
  await database.close();
  await consortium.remove();
});

/** Somebody listens at FI's address with this certificate; FR calls FI. */
const call = async (who: Forged): Promise<string> => {
  reached = 0;
  const server: Server = createServer({ ...who, minVersion: 'TLSv1.3' }, (_req, res) => {
    reached += 1;
    res.end('hello');
  });
  await new Promise<void>((done) => server.listen(consortium.ports('FI').partner, '127.0.0.1', () => done()));
  const gate = createGatekeeper({ keyRing: fr.keyRing, directory: fr.directory, clock: systemClock, crlGraceHours: 48 });
  const client = openTrustClient({ keyRing: fr.keyRing, directory: fr.directory, gate });
  const said = await client.request(asId('FI'), { method: 'GET', path: '/', timeoutMs: 5_000, maxBytes: 1_000 }).then((answer) => answer.body.toString(), (error: { code: string; cause?: Error }) => `${error.code}: ${error.cause?.message}`);
  await client.close();
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
  return said;
};

describe('a call to FI', () => {
  it('reaches FI', async () => expect(await call(await issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') }))).toBe('hello'));
  it.each<[string, string, () => Promise<Forged>]>([
    ['another participant', "belongs to EU", async () => issued(consortium, 'EU', { key: await keyOf(consortium, 'EU') })],
    ['a new key with the right name', 'not-listed', async () => issued(consortium, 'FI')],
    ['the right key with another name', 'other-name', async () => issued(consortium, 'EU', { key: await keyOf(consortium, 'FI') })],
    ['another CA', 'certificate', async () => fromOtherCa('FI', await keyOf(consortium, 'FI'))],
    ['an expired certificate', 'expired', async () => issued(consortium, 'FI', { key: await keyOf(consortium, 'FI'), notBefore: '2020-01-01T00:00:00Z', notAfter: '2021-01-01T00:00:00Z' })],
  ])('says nothing to %s', async (_who, why, make) => {
    expect(await call(await make())).toMatch(new RegExp(`^partner-tls: .*${why}`));
    expect(reached).toBe(0);
  });
  it('says nothing to a revoked certificate', async () => {
    const stolen = await issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') });
    const ca = await openCa(consortium.caDir);
    await revokeCertificates(ca, (one) => one.nodeId === 'FI', { now: systemClock.now(), reason: 'stolen' });
    await storeCrls(consortium.keysDir('FR'), await makeCrl(ca, { now: systemClock.now() }), [await readFile(consortium.caFile, 'utf8')]);
    await fr.keyRing.reload();
    expect(await call(stolen)).toMatch(/^partner-tls: .*certificate-revoked/);
    expect(reached).toBe(0);
  });
});
