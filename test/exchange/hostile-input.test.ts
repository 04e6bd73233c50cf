import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import type { KeyRing } from '../../certs/key-ring.ts';
import type { TestConsortium } from '../support/consortium.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { handMade, signByHand } from './support/hand-made.ts';
import { startNode, testConsortium } from './support/pair.ts';
import { rawPost } from './support/raw-post.ts';

let consortium: TestConsortium;
let fi: ExchangeNode;
let fr: KeyRing;

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'FI']);
  fi = await startNode(consortium, 'FI', { idle: true });
  fr = await openKeyRing(consortium.keysDir('FR'));
});
afterAll(async () => {
  fr.close();
  await fi.stop();
  await consortium.remove();
});

const right = (): Buffer => Buffer.from(JSON.stringify(signByHand(handMade(), fr.signing())));

type Mutation = { readonly kind: 'flip' | 'cut' | 'repeat' | 'insert'; readonly at: number; readonly byte: number };
const mutations = fc.array(fc.record({ kind: fc.constantFrom('flip' as const, 'cut' as const, 'repeat' as const, 'insert' as const), at: fc.nat(5000), byte: fc.integer({ min: 0, max: 255 }) }), { minLength: 1, maxLength: 5 });
const mutate = (bytes: Buffer, { kind, at, byte }: Mutation): Buffer => {
  const position = at % Math.max(1, bytes.length);
  if (kind === 'flip') {
    const copy = Buffer.from(bytes);
    copy[position] = byte;
    return copy;
  }
  if (kind === 'cut') return bytes.subarray(0, position);
  if (kind === 'repeat') return Buffer.concat([bytes.subarray(0, position), bytes.subarray(Math.max(0, position - 50))]);
  return Buffer.concat([bytes.subarray(0, position), Buffer.from([byte, 0x7b, 0x22]), bytes.subarray(position)]);
};

const healthy = async (): Promise<void> => expect((await rawPost(fi.port, fr, right())).status).toBe(202);

describe('the partner listener under hostile input', () => {
  it('refuses every mutated message with a 4xx of its own and never a 500', async () => {
    await fc.assert(
      fc.asyncProperty(mutations, async (list) => {
        const original = right();
        const body = list.reduce(mutate, original);
        const answer = await rawPost(fi.port, fr, body);
        if (body.equals(original)) return answer.status === 202;
        // White space or an equal byte may leave the meaning, and so the signature, as it was.
        return answer.status === 202 || (answer.status >= 400 && answer.status < 500 && answer.code !== undefined);
      }),
      { numRuns: 120 },
    );
    await healthy();
  });

  it('keeps serving the others beside slow senders, noise and half-open handshakes, in bounded memory', async () => {
    const before = process.memoryUsage().rss;
    const { keyPem, certPem } = fr.tls();
    const noise = Array.from({ length: 60 }, () => {
      const socket = connect(fi.port, '127.0.0.1', () => socket.write(Buffer.from(Array.from({ length: 200 }, () => Math.floor(Math.random() * 256)))));
      socket.on('error', () => undefined);
      return socket;
    });
    const silent = Array.from({ length: 100 }, () => {
      const socket = connect(fi.port, '127.0.0.1');
      socket.on('error', () => undefined);
      return socket;
    });
    const slow = Array.from({ length: 20 }, () => {
      const socket = connectTls({ host: '127.0.0.1', port: fi.port, key: keyPem, cert: certPem, ca: [...fr.ca()] }, () => socket.write('POST /fhir/$process-message HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\nContent-Length: 16000000\r\n\r\n{'));
      socket.on('error', () => undefined);
      return socket;
    });
    for (let n = 0; n < 10; n++) await healthy();
    const deep = await Promise.all(Array.from({ length: 4 }, () => rawPost(fi.port, fr, Buffer.alloc(8 * 1024 * 1024, 0x5b))));
    expect(deep.map((answer) => answer.code)).toEqual(['too-deep', 'too-deep', 'too-deep', 'too-deep']);
    await healthy();
    for (const socket of [...noise, ...silent, ...slow]) socket.destroy();
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  });
});
