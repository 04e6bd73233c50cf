import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../connectors/http/http-client.ts';
import { readBody } from '../../connectors/http/read-body.ts';
import { systemClock } from '../../core/clock.ts';
import type { Site } from './support/web.ts';
import { startSite } from './support/web.ts';

describe('reading the web for a source', () => {
  let site: Site;
  let other: Site;
  beforeAll(async () => {
    [site, other] = await Promise.all([startSite(), startSite()]);
  });
  afterAll(() => Promise.all([site.close(), other.close()]));

  const clientFor = (address: string, more: Partial<Parameters<typeof createHttpClient>[0]> = {}) =>
    createHttpClient({ address, privateAddresses: true, clock: systemClock, limits: { retryBaseMs: 1, perSecond: 100, tries: 3 }, ...more });

  it('never connects to loopback unless the source may', async () => {
    site.asked.length = 0;
    expect(() => clientFor(site.url, { privateAddresses: false })).toThrow(/blocked-address/);
    expect(site.asked).toEqual([]);
  });

  it('pins the connection to the address it checked: a name that is public once and private the next time is refused', async () => {
    const { port } = new URL(site.url);
    let calls = 0;
    const client = clientFor(`http://rebind.example:${port}`, { privateAddresses: false, resolver: () => Promise.resolve([{ address: (calls += 1) > 0 ? '127.0.0.1' : '93.184.216.34', family: 4 }]) });
    await expect(client.get(`http://rebind.example:${port}/`)).rejects.toMatchObject({ code: 'blocked-address' });
    expect(calls).toBe(1);
    await client.close();
  });

  it('refuses metadata addresses even for private sources, and ports that are not the source\'s', async () => {
    const client = clientFor(site.url);
    expect(() => client.guard('http://169.254.169.254/latest')).toThrow(/linkLocal/);
    expect(() => client.guard('http://[::ffff:169.254.169.254]/')).toThrow(/blocked-address/);
    expect(() => client.guard(other.url)).toThrow(/neither 80, 443 nor/);
    expect(() => client.guard('file:///etc/passwd')).toThrow(/blocked-address/);
    await client.close();
  });

  it('follows five redirects, not six, guards each hop, and keeps credentials at home', async () => {
    const seen: (string | undefined)[] = [];
    site.answer = (req, res) => {
      seen.push(req.headers['authorization']);
      const hop = Number(/\/(\d+)$/.exec(req.url ?? '')?.[1] ?? 0);
      if (req.url === '/out') return void res.writeHead(302, { location: other.url }).end();
      if (hop > 0) return void res.writeHead(302, { location: `/${hop - 1}` }).end();
      res.end('ok');
    };
    const client = clientFor(site.url, { credentials: { authorization: 'Bearer secret' } });
    expect((await client.get(`${site.url}/5`)).status).toBe(200);
    expect(new Set(seen)).toEqual(new Set(['Bearer secret']));
    await expect(client.get(`${site.url}/6`)).rejects.toMatchObject({ code: 'redirect-refused' });
    await expect(client.get(`${site.url}/out`)).rejects.toMatchObject({ code: 'blocked-address' });
    expect(other.asked).toEqual([]);
    await client.close();
  });

  it('cuts what is too large, also when it is packed small', async () => {
    site.answer = (req, res) => {
      if (req.url === '/bomb') return void res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30 * 1024 * 1024)));
      res.end(Buffer.alloc(200_000));
    };
    const client = clientFor(site.url, { limits: { maxBytes: 100_000, tries: 1, perSecond: 100 } });
    const large = await client.get(`${site.url}/large`);
    await expect(readBody(large.body, 100_000, site.url)).rejects.toMatchObject({ code: 'too-large' });
    const bomb = await client.get(`${site.url}/bomb`);
    await expect(readBody(bomb.body, 1e9, site.url)).rejects.toMatchObject({ code: 'too-large', detail: expect.stringContaining('100 times') });
    await client.close();
  });

  it('tries again after 503 and honours Retry-After, and gives the last answer in the end', async () => {
    let calls = 0;
    site.answer = (_req, res) => {
      calls += 1;
      if (calls < 3) return void res.writeHead(503, { 'retry-after': '0' }).end();
      res.end('ok');
    };
    const client = clientFor(site.url);
    expect((await client.get(site.url)).status).toBe(200);
    site.answer = (_req, res) => void res.writeHead(500).end();
    expect((await client.get(site.url)).status).toBe(500);
    expect(calls).toBe(3);
    await client.close();
  });
});
