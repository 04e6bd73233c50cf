import type { ServerResponse } from 'node:http';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../core/ids.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestConsortium } from '../support/consortium.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import type { FakePartner, Script } from './support/fake-partner.ts';
import { refuse, startFakePartner } from './support/fake-partner.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

let consortium: TestConsortium;
let fr: ExchangeNode;
let de: FakePartner;

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'DE']);
  // The breaker must not end a test that looks at one message: it is tried on its own elsewhere.
  fr = await startNode(consortium, 'FR', { env: { PARTNER_TIMEOUT_MS: '2500', RETRY_BASE_MS: '400', RETRY_CAP_MS: '60000', BREAKER_PROBE_MS: '60000', BREAKER_PROBE_CAP_MS: '60000' } });
  de = await startFakePartner(consortium, 'DE');
});
afterAll(async () => {
  await fr.stop();
  await de.close();
  await consortium.remove();
});
beforeEach(() => fr.exchange.operate.steering.resume('DE', { person: 'test', role: undefined }));

const outcomeOf = async (script: Script, wanted: (view: Awaited<ReturnType<ExchangeNode['exchange']['deliveryOf']>>) => boolean) => {
  const correlationId = newId();
  de.answer(script, correlationId);
  await send(fr, { to: 'DE', correlationId });
  return waitFor('the attempt is recorded', async () => {
    const view = await fr.exchange.deliveryOf(correlationId, asId('DE'));
    return wanted(view) && view;
  });
};
const drip = (res: ServerResponse): void => {
  res.writeHead(202);
  const timer = setInterval(() => res.write(' '), 100);
  res.on('close', () => clearInterval(timer));
};
const tried = (view: { attempts: readonly unknown[] }): boolean => view.attempts.length > 0;

describe('a partner that answers strangely', () => {
  it.each<[string, Script, string]>([
    ['200 instead of 202', (_req, res) => void res.writeHead(200).end('ok'), 'no-receipt'],
    ['202 and HTML', (_req, res) => void res.writeHead(202).end('<html>'), 'receipt-malformed'],
    ['202 and nothing', (_req, res) => void res.writeHead(202).end(), 'receipt-malformed'],
    ['502 of a proxy', (_req, res) => void res.writeHead(502).end('<html>bad gateway'), 'http-502'],
    ['nothing at all', () => undefined, 'partner-timeout'],
    ['an answer that drips and never ends', (_req, res) => drip(res), 'partner-timeout'],
    ['200 and HTML', (_req, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end('<html>welcome'), 'no-receipt'],
    ['202 and noise', (_req, res) => void res.writeHead(202).end(Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x7b])), 'receipt-malformed'],
    ['a reset', (req) => void req.socket.destroy(), 'partner-reset'],
    ['more than we hold', (_req, res) => void res.writeHead(202).end('x'.repeat(200_000)), 'partner-answer-too-large'],
  ])('is tried again after %s', async (_name, script, reason) => {
    const view = await outcomeOf(script, tried);
    expect(view.attempts[0]?.outcome).toBe(reason);
    expect(view.state).not.toBe('delivered');
    expect(view.state).not.toBe('undelivered');
  });

  it.each<[string, Script, string]>([
    ['a redirect, which is never followed', (_req, res) => void res.writeHead(307, { location: 'https://127.0.0.1:1/' }).end(), 'redirect-refused'],
    ['409 id-reused', refuse(409, 'id-reused'), 'id-reused'],
    ['403 bad-signature', refuse(403, 'bad-signature'), 'bad-signature'],
    ['413 too-large', refuse(413, 'too-large'), 'too-large'],
    ['422 unsupported-event', refuse(422, 'unsupported-event'), 'unsupported-event'],
    ['410 expired', refuse(410, 'expired'), 'expired'],
  ])('makes a dead letter after %s', async (_name, script, reason) => {
    const view = await outcomeOf(script, (seen) => seen.state === 'undelivered');
    expect(view.reason).toBe(reason);
    expect(de.bodies).toHaveLength(1);
  });

  it('waits as told after 429, and the attempt is not burnt', async () => {
    const started = Date.now();
    const view = await outcomeOf(refuse(429, 'throttled', { 'retry-after': '2' }), (seen) => tried(seen) && seen.state === 'waiting');
    expect(new Date(view.nextAttemptAt ?? 0).getTime() - started).toBeGreaterThan(1900);
  });

  it('sends the same bytes every time', async () => {
    await outcomeOf((_req, res, _body, call) => void res.writeHead(call < 3 ? 500 : 503).end(), (view) => view.attempts.length >= 2);
    expect(de.bodies[1]?.equals(de.bodies[0] as Buffer)).toBe(true);
  });

  it('is left alone after five failures, and a probe goes out instead', async () => {
    de.answer((_req, res) => void res.writeHead(500).end());
    for (let n = 0; n < 8; n++) await send(fr, { to: 'DE' });
    const link = await waitFor('the breaker is open', async () => (await fr.exchange.linkStatuses()).find((one) => one.partner === 'DE' && one.state === 'held' && one.inFlight === 0));
    expect(link.why).toBe('http-500');
    const before = de.bodies.length;
    await send(fr, { to: 'DE' });
    await new Promise((done) => setTimeout(done, 300));
    expect(de.bodies.length).toBe(before);
  });
});
