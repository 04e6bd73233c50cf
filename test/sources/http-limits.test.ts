import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HttpLimits } from '../../connectors/http/limits.ts';
import { createHttpClient } from '../../connectors/http/http-client.ts';
import { readBody } from '../../connectors/http/read-body.ts';
import { systemClock } from '../../core/clock.ts';
import type { Site } from './support/web.ts';
import { startSite } from './support/web.ts';

/* Patience and pace of catalogue.md §6.7, with short times. */

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const readAll = async (limits: Partial<HttpLimits>): Promise<string> => {
  const client = createHttpClient({ address: site.url, privateAddresses: true, clock: systemClock, limits: { tries: 1, perSecond: 100, ...limits } });
  try {
    return (await readBody((await client.get(site.url)).body, 1_000_000, site.url)).toString();
  } finally {
    await client.close();
  }
};

it.each([
  ['does not begin to answer', { firstByteMs: 150 }, () => undefined],
  ['stops in the middle', { idleMs: 150 }, (res: { write(text: string): void }) => res.write('half')],
  ['trickles for ever', { pageMs: 300 }, (res: { write(text: string): void; on(event: 'close', done: () => void): void }) => {
    const drip = setInterval(() => res.write('.'), 20);
    res.on('close', () => clearInterval(drip));
  }],
] as const)('gives up on a source that %s, and says so', async (_what, limits, behave) => {
  site.answer = (_req, res) => behave(res);
  await expect(readAll(limits)).rejects.toMatchObject({ code: 'source-timeout', detail: expect.stringContaining('did not answer in time') as string });
});

it('says what is wrong with a host that is not there', async () => {
  const client = createHttpClient({ address: 'http://127.0.0.1:9', privateAddresses: true, clock: systemClock, limits: { tries: 1 } });
  await expect(client.get('http://127.0.0.1:9/')).rejects.toMatchObject({ code: 'source-unreachable', detail: expect.stringContaining('cannot be reached') as string });
  await client.close();
});

it('asks one source for no more at once, and no faster, than it may', async () => {
  let inFlight = 0;
  let most = 0;
  site.answer = (_req, res) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    setTimeout(() => {
      inFlight -= 1;
      res.end('ok');
    }, 30);
  };
  const client = createHttpClient({ address: site.url, privateAddresses: true, clock: systemClock, limits: { tries: 1, atOnce: 4, perSecond: 10 } });
  const started = performance.now();
  await Promise.all(Array.from({ length: 15 }, async () => (await client.get(site.url)).body.resume()));
  // ten may come at once, the other five at ten a second
  expect(performance.now() - started).toBeGreaterThan(450);
  expect(most).toBeLessThanOrEqual(4);
  await client.close();
});
