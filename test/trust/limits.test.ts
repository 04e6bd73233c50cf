// Hostile or clumsy partners on the partner listener: bounded, and the others are still served (exchange.md §5 "hostile input does no harm").
import { Agent } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { connect } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCa } from '../../certs/ca.ts';
import { makeCrl } from '../../certs/make-crl.ts';
import { storeCrls } from '../../certs/store-crl.ts';
import { systemClock } from '../../core/clock.ts';
import type { Operation } from '../../node/http/operation.ts';
import { partners } from '../../node/http/operation.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestGate } from '../support/trust.ts';
import { openTestGate, rawRequest, whoAmI } from '../support/trust.ts';
import { waitFor } from '../support/wait-for.ts';
import type { Forged } from './forged.ts';
import { issued, keyOf } from './forged.ts';

let consortium: TestConsortium;
let database: TestDatabase;
let gate: TestGate;
let fi: Forged;
let de: Forged;
let aheadMs = 0;
const clock = { now: () => new Date(Date.now() + aheadMs).toISOString(), ms: () => systemClock.ms() + aheadMs };

beforeAll(async () => {
  [consortium, database] = await Promise.all([testConsortium(['EU', 'FR', 'FI', 'DE'], { directoryDays: 365 }), openTestDatabase()]);
  gate = await openTestGate(consortium, 'FR', database.db, { clock, operations: [whoAmI, broken], limits: { connectionsPerPartner: 5, requestsPerSecond: 6, handshakes: 50, headersMs: 2_000, requestMs: 2_500, handshakeMs: 2_000, headerBytes: 4_096 } });
  const far = { notAfter: new Date(Date.now() + 300 * 86_400_000).toISOString() };
  [fi, de] = await Promise.all([issued(consortium, 'FI', { key: await keyOf(consortium, 'FI'), ...far }), issued(consortium, 'DE', { key: await keyOf(consortium, 'DE'), ...far })]);
});
afterAll(async () => {
  await gate.close();
  await database.close();
  await consortium.remove();
});

const tls = (who: Forged): ConnectionOptions => ({ host: '127.0.0.1', port: gate.port, ca: [...gate.keyRing.ca()], ...who });
const socketOf = (who: Forged): Promise<TLSSocket> =>
  new Promise((done) => {
    const socket = connect(tls(who), () => done(socket));
    socket.on('error', () => undefined);
    socket.resume();
  });
const statusOf = (who: Forged, headers = {}): Promise<number | string> => rawRequest(gate.port, { ca: [...gate.keyRing.ca()], ...who }, '/who', headers).then((one) => one.status, (error: Error) => error.message);
const closes = (socket: { once(event: 'close', done: () => void): unknown; destroyed: boolean }, what: string): Promise<boolean> => waitFor(what, () => socket.destroyed, { timeoutMs: 8_000 });

// What a defect of ours looks like to a partner.
const broken: Operation = { method: 'GET', path: '/broken', access: partners, summary: 'test', handle: () => Promise.reject(new TypeError('a defect')) };

describe('limits of the partner listener', () => {
  it('a defect of ours is answered 500 without a word of it, and is in the audit trail', async () => {
    const answer = await rawRequest(gate.port, { ca: [...gate.keyRing.ca()], ...de }, '/broken');
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('a defect');
    expect(gate.refusals).toContain('internal');
  });
  it('one partner gets only so many connections, the others theirs', async () => {
    const five = await Promise.all([1, 2, 3, 4, 5].map(() => socketOf(fi)));
    await closes(await socketOf(fi), 'the sixth connection is closed');
    expect(gate.refusals).toContain('too-many-connections');
    expect(await statusOf(de)).toBe(200);
    expect(gate.listener.closeSocketsOf('FI')).toBe(5);
    await Promise.all(five.map((socket) => closes(socket, 'closed by closeSocketsOf')));
    expect(await statusOf(fi)).toBe(200);
  });
  it('one partner gets only so many requests a second, the others theirs', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const ask = (): Promise<number> => rawRequest(gate.port, { ca: [...gate.keyRing.ca()], ...fi, agent }).then((one) => one.status);
    await Promise.all([1, 2, 3, 4].map(ask));
    await waitFor('a request is throttled', async () => (await Promise.all(Array.from({ length: 20 }, ask))).includes(429));
    agent.destroy();
    expect(gate.refusals).toContain('throttled');
    expect(await statusOf(de)).toBe(200);
    await waitFor('the partner may go on after a moment', async () => (await statusOf(fi)) === 200);
  });
  it('who never finishes the headers is cut off', async () => {
    const socket = await socketOf(fi);
    socket.write('GET /who HTTP/1.1\r\nHost: fr\r\nX-Slow: ');
    await closes(socket, 'the slow sender of headers is cut off');
  });
  it('who never finishes the body is cut off', async () => {
    const socket = await socketOf(fi);
    socket.write('POST /who HTTP/1.1\r\nHost: fr\r\nContent-Length: 1000\r\n\r\nx');
    await closes(socket, 'the slow sender of a body is cut off');
  });
  it('who never begins the handshake is cut off', async () => {
    const socket = connectTcp(gate.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    await closes(socket, 'the silent connection is cut off');
    await waitFor('it is told', () => gate.refusals.includes('tls-handshake-timeout'));
  });
  it('a thousand silent connections do not keep a partner out', async () => {
    const silent = Array.from({ length: 1_000 }, () => connectTcp(gate.port, '127.0.0.1').on('error', () => undefined).resume());
    await waitFor('they are all there or gone', () => silent.every((socket) => socket.destroyed || socket.readyState === 'open'));
    expect(await statusOf(de)).toBe(200);
    expect(silent.filter((socket) => socket.destroyed).length).toBeGreaterThan(500);
    for (const socket of silent) socket.destroy();
  });
  it('large headers are refused', async () => expect(await statusOf(fi, { 'x-large': 'x'.repeat(5_000) })).toBe(431));
  it('an address that does not exist is told so, to partners only', async () => {
    const answer = await rawRequest(gate.port, { ca: [...gate.keyRing.ca()], ...de }, '/nothing');
    expect([answer.status, (JSON.parse(answer.body) as { code: string }).code]).toEqual([404, 'no-such-address']);
  });
});

describe('revocation lists that run out', () => {
  const day = 86_400_000;
  it('are used 48 hours longer, then everybody of that CA is refused, until a new list comes', async () => {
    aheadMs = 8 * day;
    expect(await statusOf(de)).not.toBe(500);
    await waitFor('the list past its date has left the TLS context', async () => (await statusOf(de)) === 200, { timeoutMs: 8_000 });
    aheadMs = 9 * day + 3_600_000;
    gate.refusals.length = 0;
    expect(await statusOf(de)).toBe(403);
    expect(gate.refusals).toEqual(['crl-outdated']);
    const ca = await openCa(consortium.caDir);
    expect(await storeCrls(consortium.keysDir('FR'), await makeCrl(ca, { now: new Date().toISOString(), days: 30 }), gate.keyRing.ca())).toEqual({ type: 'stored' });
    await gate.keyRing.reload();
    await waitFor('the new list lets partners in again', async () => (await statusOf(de)) === 200);
  });
  it('are never replaced by an older one, nor by one of another CA', async () => {
    const ca = await openCa(consortium.caDir);
    // OpenSSL keeps its own time, so the lists here begin today and last long enough for the clock moved ahead.
    const old = await makeCrl(ca, { now: clock.now() });
    await storeCrls(consortium.keysDir('FR'), await makeCrl(ca, { now: clock.now() }), gate.keyRing.ca());
    expect(await storeCrls(consortium.keysDir('FR'), old, gate.keyRing.ca())).toMatchObject({ type: 'refused', code: 'crl-rollback' });
    const other = await testConsortium(['EU']);
    expect(await storeCrls(consortium.keysDir('FR'), await makeCrl(await openCa(other.caDir), { now: clock.now() }), gate.keyRing.ca())).toMatchObject({ type: 'refused', code: 'crl-bad-signature' });
    await other.remove();
  });
});
