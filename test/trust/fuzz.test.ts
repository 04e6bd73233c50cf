// Hostile bytes against the partner listener: before TLS, inside TLS from a real partner, and mutated certificates. Afterwards the node is healthy and its memory bounded.
import fc from 'fast-check';
import { connect as connectTcp } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPeerCertificate } from '../../certs/peer-certificate.ts';
import { X509Certificate } from 'node:crypto';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestGate } from '../support/trust.ts';
import { openTestGate, rawRequest, whoAmI } from '../support/trust.ts';
import type { Operation } from '../../node/http/operation.ts';
import { partners } from '../../node/http/operation.ts';
import type { Forged } from './forged.ts';
import { issued, keyOf } from './forged.ts';

// More with FUZZ_RUNS=5000; the default is what the whole suite has time for.
const runs = Number(process.env['FUZZ_RUNS'] ?? 120);
const echo: Operation = { method: 'POST', path: '/echo', access: partners, summary: 'test', maxBodyBytes: 10_000, perMinute: 1_000_000, handle: (req, res) => void res.json(req.body) };

let consortium: TestConsortium;
let database: TestDatabase;
let gate: TestGate;
let fi: Forged;
let unhandled = 0;
const count = (): void => void (unhandled += 1);
beforeAll(async () => {
  process.on('unhandledRejection', count);
  process.on('uncaughtException', count);
  [consortium, database] = await Promise.all([testConsortium(['EU', 'FR', 'FI']), openTestDatabase()]);
  gate = await openTestGate(consortium, 'FR', database.db, { operations: [whoAmI, echo], limits: { headersMs: 3_000, requestMs: 3_000 } });
  fi = await issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') });
});
afterAll(async () => {
  process.off('unhandledRejection', count);
  process.off('uncaughtException', count);
  await gate.close();
  await database.close();
  await consortium.remove();
});

/** Sends bytes and hangs up; resolves when the connection is over, whoever ended it. */
const throwAt = (socket: Duplex, bytes: Uint8Array): Promise<void> =>
  new Promise((done) => {
    socket.on('error', () => done());
    socket.once('close', () => done());
    socket.resume();
    socket.end(bytes);
    setTimeout(() => socket.destroy(), 60).unref();
  });

const healthy = async (): Promise<void> => {
  expect((await rawRequest(gate.port, { ca: [...gate.keyRing.ca()], ...fi })).status).toBe(200);
  expect(unhandled).toBe(0);
};

const requests = [
  'GET /who HTTP/1.1\r\nHost: fr\r\nConnection: close\r\n\r\n',
  'POST /echo HTTP/1.1\r\nHost: fr\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{"a":[1,2,3]}',
  'POST /echo HTTP/1.1\r\nHost: fr\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n',
  'GET /directory HTTP/1.1\r\nHost: fr\r\nIf-None-Match: "x"\r\nX-Forwarded-For: 192.0.2.1\r\n\r\nGET /who HTTP/1.1\r\nHost: fr\r\n\r\n',
];
/** A valid request with some bytes replaced, inserted, removed or repeated. */
const mutated = fc
  .tuple(fc.constantFrom(...requests), fc.array(fc.record({ at: fc.nat(), remove: fc.nat({ max: 8 }), insert: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constantFrom('\r\n', '\0', '%', '{"__proto__":', 'Content-Length: 5\r\n', '[').map((text) => new Uint8Array(Buffer.from(text)))), times: fc.integer({ min: 1, max: 300 }) }), { maxLength: 6 }))
  .map(([text, edits]) => {
    let bytes = Buffer.from(text);
    for (const { at, remove, insert, times } of edits) {
      const place = at % (bytes.length + 1);
      bytes = Buffer.concat([bytes.subarray(0, place), ...Array.from({ length: times }, () => Buffer.from(insert)), bytes.subarray(place + remove)]);
    }
    return bytes;
  });

describe('hostile bytes', () => {
  it('instead of a handshake', async () => {
    const hello = Buffer.from('16030100f8010000f40303', 'hex');
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), fc.boolean(), (bytes, tls) => throwAt(connectTcp(gate.port, '127.0.0.1'), tls ? Buffer.concat([hello, bytes]) : bytes)), { numRuns: runs });
    await healthy();
  });
  it('from a partner, inside its connection', async () => {
    const heapBefore = process.memoryUsage().heapUsed;
    const tls = { host: '127.0.0.1', port: gate.port, ca: [...gate.keyRing.ca()], ...fi };
    await fc.assert(fc.asyncProperty(mutated, (bytes) => throwAt(connect(tls), bytes)), { numRuns: runs });
    await healthy();
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(200 * 1024 * 1024);
  });
  it('in a certificate: it is read or refused with an error, never anything else', () => {
    const raw = new X509Certificate(fi.cert).raw;
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat({ max: 40 }), (at, value, cut) => {
        const bytes = Buffer.from(raw.subarray(0, raw.length - cut));
        bytes[at % bytes.length] = value;
        try {
          expect(typeof readPeerCertificate(bytes).thumbprint).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: runs * 5 },
    );
  });
});
