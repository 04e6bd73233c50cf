// A change of directory or CRL bites on connections that are open (exchange.md §2.3, §5).
import { Agent } from 'node:https';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCa } from '../../certs/ca.ts';
import { readDirectoryKey, signDirectory } from '../../certs/directory-jws.ts';
import { writePublic } from '../../certs/files.ts';
import { makeCrl, revokeCertificates } from '../../certs/make-crl.ts';
import { storeCrls } from '../../certs/store-crl.ts';
import type { DirectoryDocument, Participant } from '../../core/directory.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestGate } from '../support/trust.ts';
import { openTestGate, rawRequest } from '../support/trust.ts';
import { issued, keyOf } from './forged.ts';

let consortium: TestConsortium;
let database: TestDatabase;
let gate: TestGate;
beforeAll(async () => {
  [consortium, database] = await Promise.all([testConsortium(['EU', 'FR', 'FI', 'DE', 'SE']), openTestDatabase()]);
  gate = await openTestGate(consortium, 'FR', database.db);
});
afterAll(async () => {
  await gate.close();
  await database.close();
  await consortium.remove();
});

const certificateOf = async (id: string) => issued(consortium, id, { key: await keyOf(consortium, id) });

const openSocket = async (id: string): Promise<TLSSocket> => {
  const socket = connect({ host: '127.0.0.1', port: gate.port, ca: [...gate.keyRing.ca()], ...(await certificateOf(id)) });
  socket.on('error', () => undefined);
  await new Promise<void>((done) => socket.once('secureConnect', () => done()));
  socket.write('GET /who HTTP/1.1\r\nHost: fr\r\n\r\n');
  expect(String(await new Promise<Buffer>((done) => socket.once('data', done)))).toContain(`{"partner":"${id}"}`);
  socket.resume();
  return socket;
};

const closedWithin = (socket: TLSSocket, ms: number): Promise<number> => {
  const began = performance.now();
  return Promise.race([new Promise<number>((done) => socket.once('close', () => done(performance.now() - began))), wait(ms).then(() => Number.POSITIVE_INFINITY)]);
};

const publish = async (change: (one: Participant) => Participant): Promise<void> => {
  const held = gate.directory.document();
  const next: DirectoryDocument = { ...held, version: held.version + 1, participants: held.participants.map(change) };
  await writePublic(consortium.directoryFile, await signDirectory(next, await readDirectoryKey(consortium.directorySigningKeyFile)));
  await gate.directory.refresh('test');
};

describe('an open connection', () => {
  it('is destroyed when its partner is suspended, and the other partners keep theirs', async () => {
    const [fi, de] = [await openSocket('FI'), await openSocket('DE')];
    const closed = closedWithin(fi, 5_000);
    await publish((one) => (one.nodeId === 'FI' ? { ...one, state: { code: 'suspended', since: new Date().toISOString() } } : one));
    expect(await closed).toBeLessThan(2_000);
    expect(de.destroyed).toBe(false);
    de.destroy();
    expect((await rawRequest(gate.port, { ca: [...gate.keyRing.ca()], ...(await certificateOf('FI')) })).status).toBe(403);
  });
  it('is destroyed when its certificate is revoked: the file of the list is enough, nothing restarts', async () => {
    const de = await openSocket('DE');
    const closed = closedWithin(de, 5_000);
    const ca = await openCa(consortium.caDir);
    await revokeCertificates(ca, (one) => one.nodeId === 'DE', { now: new Date().toISOString(), reason: 'stolen' });
    await storeCrls(consortium.keysDir('FR'), await makeCrl(ca, { now: new Date().toISOString() }), [await readFile(consortium.caFile, 'utf8')]);
    expect(await closed).toBeLessThan(4_000);
  });
  it('is judged again on every request: a keep-alive agent of a partner that was active a moment ago gets no further answer', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const tls = { ca: [...gate.keyRing.ca()], ...(await certificateOf('SE')), agent };
    expect((await rawRequest(gate.port, tls)).status).toBe(200);
    await publish((one) => (one.nodeId === 'SE' ? { ...one, tls: [] } : one));
    const after = await rawRequest(gate.port, tls).then((answer) => answer.status, () => 'no answer');
    expect(after).not.toBe(200);
    agent.destroy();
  });
});
