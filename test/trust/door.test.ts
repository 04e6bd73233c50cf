// "Nobody gets in who is not in the directory" (exchange.md §5): every row with real certificates and real sockets, each with its own audit code.
import { execFile, execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCa } from '../../certs/ca.ts';
import { newEcKey } from '../../certs/ec-keys.ts';
import { makeCrl, revokeCertificates } from '../../certs/make-crl.ts';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import { storeCrls } from '../../certs/store-crl.ts';
import { clientTlsOptions } from '../../certs/tls-context.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestGate } from '../support/trust.ts';
import { openTestGate, rawRequest } from '../support/trust.ts';
import { waitFor } from '../support/wait-for.ts';
import { fromOtherCa, issued, keyOf, selfSigned, withUris } from './forged.ts';

const openssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('DOOR TEST INCOMPLETE: there is no openssl program on this machine, so the rows with a foreign client were not tried');
    return false;
  }
})();

let consortium: TestConsortium;
let database: TestDatabase;
let gate: TestGate;
beforeAll(async () => {
  [consortium, database] = await Promise.all([testConsortium(['EU', 'FR', 'FI', 'DE']), openTestDatabase()]);
  gate = await openTestGate(consortium, 'FR', database.db);
});
afterAll(async () => {
  await gate.close();
  await database.close();
  await consortium.remove();
});
beforeEach(() => {
  gate.refusals.length = 0;
});

/** What came of knocking: the status of an answer, or `no answer`. */
const knock = async (tls: SecureContextOptions): Promise<number | 'no answer'> =>
  rawRequest(gate.port, { ca: [...gate.keyRing.ca()], ...tls }).then((answer) => answer.status, () => 'no answer' as const);

const refusedAs = async (code: string, tls: SecureContextOptions): Promise<void> => {
  expect(await knock(tls)).not.toBe(200);
  await waitFor(`the refusal ${code} is told`, () => gate.refusals.length > 0);
  expect([...new Set(gate.refusals)]).toEqual([code]);
};

describe('who gets in', () => {
  it.each(['FI', 'DE', 'EU'])('the listed partner %s, under its own name', async (id) => {
    const ring = await openKeyRing(consortium.keysDir(id));
    const answer = await rawRequest(gate.port, clientTlsOptions(ring));
    ring.close();
    expect(answer).toMatchObject({ status: 200, body: JSON.stringify({ partner: id }) });
    expect(gate.refusals).toEqual([]);
  });
});

describe('nobody gets in', () => {
  const rows: [string, string, () => Promise<SecureContextOptions>][] = [
    ['without a certificate', 'tls-no-certificate', async () => ({})],
    ['with a self-signed certificate over a listed key and name', 'tls-self-signed', async () => selfSigned(['urn:ehds-node:FI'], await keyOf(consortium, 'FI'))],
    ['with a listed key and name from another CA of the same name', 'tls-other-ca', async () => fromOtherCa('FI', await keyOf(consortium, 'FI'))],
    ['with a listed key and name from a CA of another name', 'tls-other-ca', async () => fromOtherCa('FI', await keyOf(consortium, 'FI'), 'Some CA')],
    ['with an expired certificate', 'tls-expired', async () => issued(consortium, 'FI', { key: await keyOf(consortium, 'FI'), notBefore: '2020-01-01T00:00:00Z', notAfter: '2021-01-01T00:00:00Z' })],
    ['with a certificate of the future', 'tls-not-yet-valid', async () => issued(consortium, 'FI', { key: await keyOf(consortium, 'FI'), notBefore: '2099-01-01T00:00:00Z', notAfter: '2100-01-01T00:00:00Z' })],
    ['from the right CA with a listed name, but a key nobody listed', 'not-listed', async () => issued(consortium, 'FI')],
    ['from the right CA with a name nobody listed', 'not-listed', async () => issued(consortium, 'SE')],
    ['with a listed key under the name of another participant', 'other-name', async () => issued(consortium, 'DE', { key: await keyOf(consortium, 'FI') })],
    ['with a listed key under a name that ends like the participant', 'name-affix', async () => issued(consortium, 'XX-FI', { key: await keyOf(consortium, 'FI') })],
    ['with a listed key under a name that begins like the participant', 'name-affix', async () => issued(consortium, 'FI-XX', { key: await keyOf(consortium, 'FI') })],
    ['with two node names', 'no-node-name', async () => withUris(consortium, ['urn:ehds-node:FI', 'urn:ehds-node:DE'], await keyOf(consortium, 'FI'))],
    ['with a name hidden behind a comma', 'name-affix', async () => withUris(consortium, ['urn:ehds-node:SE, URI:urn:ehds-node:FI'], await keyOf(consortium, 'FI'))],
    ['without any node name', 'no-node-name', async () => withUris(consortium, ['https://fi.example/'], await keyOf(consortium, 'FI'))],
    ['with lower-case letters', 'other-name', async () => withUris(consortium, ['urn:ehds-node:fi'], await keyOf(consortium, 'FI'))],
    ['over TLS 1.2, whatever certificate', 'tls-old-version', async () => ({ ...(await issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') })), minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })],
  ];
  it.each(rows)('%s: %s', async (_who, code, make) => refusedAs(code, await make()));

  it('who speaks plain HTTP', async () => {
    const { request } = await import('node:http');
    await new Promise<void>((done) => request({ host: '127.0.0.1', port: gate.port, path: '/who' }, () => done()).on('error', () => done()).end());
    await waitFor('the refusal is told', () => gate.refusals.includes('tls-not-tls'));
  });
});

describe.runIf(openssl)('nobody gets in with openssl s_client', () => {
  const client = async (args: readonly string[], who?: { key: string; cert: string }): Promise<string> => {
    const files = who === undefined ? [] : ['-key', join(consortium.dir, 'try.key'), '-cert', join(consortium.dir, 'try.pem')];
    if (who !== undefined) await Promise.all([writeFile(join(consortium.dir, 'try.key'), who.key), writeFile(join(consortium.dir, 'try.pem'), who.cert)]);
    return new Promise((done) => {
      const child = execFile('openssl', ['s_client', '-connect', `127.0.0.1:${gate.port}`, '-CAfile', consortium.caFile, '-quiet', '-ign_eof', ...files, ...args], { timeout: 10_000 }, (_error, stdout) => done(stdout));
      child.stdin?.end('GET /who HTTP/1.1\r\nHost: fr\r\nConnection: close\r\n\r\n');
    });
  };
  it('but a partner does (so that the refusals below mean something)', async () => {
    const good = await issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') });
    expect(await client([], good)).toContain('{"partner":"FI"}');
  });
  it('without a certificate', async () => {
    expect(await client([])).not.toContain('partner');
    expect(gate.refusals).toEqual(['tls-no-certificate']);
  });
  it('over TLS 1.2', async () => {
    expect(await client(['-tls1_2'], await issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') }))).not.toContain('partner');
    expect(gate.refusals).toEqual(['tls-old-version']);
  });
  it('under another name', async () => {
    expect(await client([], await issued(consortium, 'DE', { key: await keyOf(consortium, 'FI') }))).toContain('not-a-participant');
    expect(gate.refusals).toEqual(['other-name']);
  });
});

describe('a revoked certificate', () => {
  it('is refused on a new connection and on a resumed session', async () => {
    const stolen = await issued(consortium, 'DE', { key: await keyOf(consortium, 'DE') });
    const { Agent } = await import('node:https');
    const agent = new Agent({ keepAlive: false, maxCachedSessions: 10 });
    const options = { ca: [...gate.keyRing.ca()], ...stolen, agent };
    expect((await rawRequest(gate.port, options)).status).toBe(200);
    const ca = await openCa(consortium.caDir);
    await revokeCertificates(ca, (one) => one.nodeId === 'DE', { now: new Date().toISOString(), reason: 'stolen' });
    await storeCrls(consortium.keysDir('FR'), await makeCrl(ca, { now: new Date().toISOString() }), [await readFile(consortium.caFile, 'utf8')]);
    await gate.keyRing.reload();
    await refusedAs('tls-revoked', stolen);
    gate.refusals.length = 0;
    expect(await rawRequest(gate.port, options).then((answer) => answer.status, () => 'no answer')).not.toBe(200);
    agent.destroy();
  });
  it('does not touch the others', async () => {
    const key = newEcKey();
    expect(await knock(await issued(consortium, 'SE', { key }))).toBe(403);
    expect(await knock(await issued(consortium, 'FI', { key: await keyOf(consortium, 'FI') }))).toBe(200);
  });
});
