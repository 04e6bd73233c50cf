import { readFileSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { Agent } from 'undici';
import { v7 as newId } from 'uuid';
import type { KeyRing } from '../../../certs/key-ring.ts';
import { envelopeToFhir } from '../../../mappings/envelope-to-fhir/envelope-to-fhir.ts';
import { encryptContent } from '../../../node/exchange/content.ts';
import { signBundle } from '../../../node/exchange/signature.ts';
import { someContent } from '../../exchange/support/effects.ts';

export type Figures = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number; readonly count: number; readonly refused: number };

const round = (n: number): number => Math.round(n * 10) / 10;
const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
export const figuresOf = (times: readonly number[], seconds: number, refused = 0): Figures => {
  const sorted = [...times].sort((a, b) => a - b);
  return { perSecond: round(times.length / seconds), p50Ms: round(at(sorted, 0.5)), p99Ms: round(at(sorted, 0.99)), count: times.length, refused };
};

/** Ready-made messages from FR to FI, signed and encrypted before the clock starts: what is measured is the receiver. Contents are encrypted once and shared. */
export const makeMessages = async (count: number, contentBytes: number, from: KeyRing, to: KeyRing): Promise<Buffer[]> => {
  const key = to.encryption()[0];
  if (key === undefined) throw new Error('FI has no encryption key');
  const content = await encryptContent(someContent(contentBytes), { kid: key.kid, alg: key.alg, key: createPublicKey(key.privateKey) });
  const now = new Date();
  return Promise.all(
    Array.from({ length: count }, async () => {
      const bundle = envelopeToFhir(
        { messageId: newId(), timestamp: now.toISOString(), event: 'leg-submit', sender: 'FR', senderEndpoint: 'https://fr', receiver: 'FI', receiverEndpoint: 'https://fi', protocol: '1.0', correlationId: newId(), sequence: 1, notAfter: new Date(now.getTime() + 3_600_000).toISOString(), traceparent: undefined, inReplyTo: undefined, replyCode: undefined, content },
        newId(),
      );
      return (await signBundle(bundle, from.signing(), 'FR')).bytes;
    }),
  );
};

/** Posts each body once, `inFlight` at a time, over kept connections. */
export const shoot = async (port: number, ring: KeyRing, bodies: readonly Buffer[], inFlight: number): Promise<Figures> => {
  const { keyPem, certPem } = ring.tls();
  const agent = new Agent({ connections: inFlight, pipelining: 1, connect: { key: keyPem, cert: certPem, ca: [...ring.ca()] } });
  const times: number[] = [];
  let [next, refused] = [0, 0];
  const worker = async (): Promise<void> => {
    for (let mine = next++; mine < bodies.length; mine = next++) {
      const started = performance.now();
      const answer = await agent.request({ origin: `https://127.0.0.1:${port}`, path: '/fhir/$process-message', method: 'POST', headers: { 'content-type': 'application/fhir+json' }, body: bodies[mine] as Buffer });
      await answer.body.arrayBuffer();
      times.push(performance.now() - started);
      if (answer.statusCode !== 202) refused++;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - started) / 1000;
  await agent.close();
  return figuresOf(times, seconds, refused);
};

/** One minute load average of the machine: figures taken on a busy machine say so. */
export const loadAverage = (): number => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
