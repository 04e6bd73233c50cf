// The directory: signed, versioned, rollback-proof, kept (exchange.md §2.2).
import type { JWK } from 'jose';
import { CompactSign, importJWK, SignJWT } from 'jose';
import { pino } from 'pino';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newDirectoryKey, publicJwkOf, readDirectoryKey, readPinnedKeys, signDirectory } from '../../certs/directory-jws.ts';
import { fixedClock } from '../../core/clock.ts';
import type { DirectoryDocument } from '../../core/directory.ts';
import { asId } from '../../core/ids.ts';
import { createAudit } from '../../node/audit/audit.ts';
import type { Directory } from '../../node/directory/directory.ts';
import { createDirectory } from '../../node/directory/directory.ts';
import type { FetchDirectory } from '../../node/directory/ports.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';

const start = '2027-03-29T00:30:00.000Z';
const day = 86_400_000;
let database: TestDatabase;
let consortium: TestConsortium;
let key: JWK;
let first: string;
beforeAll(async () => {
  database = await openTestDatabase(4);
  consortium = await testConsortium(['EU', 'FR', 'FI'], { now: start });
  key = await readDirectoryKey(consortium.directorySigningKeyFile);
  first = await readFile(consortium.directoryFile, 'utf8');
});
afterAll(async () => {
  await database.close();
  await consortium.remove();
});

let auditBefore: string;
let clock: ReturnType<typeof fixedClock>;
let offered: string;
let fetches: number;
beforeEach(async () => {
  // A node's first day: no version used yet. The trail is append-only, so each test reads what came after it began.
  await database.pool.query('delete from directory_versions');
  auditBefore = (await database.pool.query<{ max: string }>('select coalesce(max(id), 0) as max from audit_event')).rows[0]!.max;
  clock = fixedClock(start);
  offered = first;
  fetches = 0;
});

const fetch: FetchDirectory = () => {
  fetches += 1;
  return Promise.resolve({ type: 'fetched', jws: offered, etag: undefined });
};
const open = async (pinned?: readonly JWK[]): Promise<Directory> =>
  createDirectory({ self: asId('FR'), db: database.db, audit: createAudit({ clock }), clock, log: pino({ level: 'silent' }), graceDays: 14, readFile: undefined, fetch, pinnedKeys: pinned ?? (await readPinnedKeys(consortium.directoryKeysFile)) });

const later = (document: DirectoryDocument, change: Partial<DirectoryDocument> = {}): DirectoryDocument => ({ ...document, version: document.version + 1, ...change });
const refusals = async (): Promise<string[]> => {
  const rows = await database.pool.query<{ code: string }>(`select details->>'code' as code from audit_event where outcome = 'refused' and id > $1 order by id`, [auditBefore]);
  return rows.rows.map((row) => row.code);
};

describe('a directory that is taken', () => {
  it('is found by id, by thumbprint and by key', async () => {
    const directory = await open();
    const fi = directory.participant(asId('FI'))!;
    expect(directory.byThumbprint(fi.tls[0]!.thumbprint)?.nodeId).toBe('FI');
    expect(directory.signingKey(asId('FI'), fi.signingKeys[0]!.kid)?.jwk).toEqual(fi.signingKeys[0]!.jwk);
    expect(directory.signingKey(asId('EU'), fi.signingKeys[0]!.kid)).toBeUndefined();
    expect(directory.encryptionKey(asId('FI'))?.kid).toBe(fi.encryptionKeys[0]!.kid);
    expect(directory.self().nodeId).toBe('FR');
    expect(directory.partners().map((one) => one.nodeId)).toEqual(['EU', 'FI']);
  });
  it('replaces the one before, tells who listens, and both are kept', async () => {
    const directory = await open();
    let told = 0;
    directory.onChange(() => (told += 1));
    offered = await signDirectory(later(directory.document()), key);
    await directory.refresh('schedule');
    expect([directory.version(), told]).toEqual([2, 1]);
    expect((await directory.versionOf(1))?.jws).toBe(first);
    expect((await directory.versionOf(2))?.document.version).toBe(2);
  });
  it('is still there after a restart without network', async () => {
    const directory = await open();
    offered = await signDirectory(later(directory.document()), key);
    await directory.refresh('schedule');
    offered = 'no network';
    expect((await open()).version()).toBe(2);
  });
  it('answers for evidence with the version of its day', async () => {
    const directory = await open();
    const kid = directory.participant(asId('FI'))!.signingKeys[0]!.kid;
    clock.advance(day);
    offered = await signDirectory(later(directory.document(), { participants: directory.document().participants.map((one) => ({ ...one, signingKeys: [] })) }), key);
    await directory.refresh('schedule');
    expect(directory.signingKey(asId('FI'), kid)).toBeUndefined();
    expect((await directory.signingKeyAt(asId('FI'), kid, '2027-03-29T12:00:00.000Z'))?.kid).toBe(kid);
    expect(await directory.signingKeyAt(asId('FI'), kid, clock.now())).toBeUndefined();
  });
});

describe('a directory that is refused', () => {
  const offer = async (jws: string, directory: Directory): Promise<void> => {
    offered = jws;
    await directory.refresh('schedule');
  };
  it('a lower version, with an audit line', async () => {
    const directory = await open();
    await offer(await signDirectory(later(later(directory.document())), key), directory);
    await offer(await signDirectory(later(directory.document(), { version: 2 }), key), directory);
    expect([directory.version(), await refusals()]).toEqual([3, ['directory-rollback']]);
  });
  it('a lower version after a restart', async () => {
    await offer(await signDirectory(later((await open()).document()), key), await open());
    offered = first;
    const again = await open();
    expect([again.version(), await refusals()]).toEqual([2, ['directory-rollback']]);
  });
  it('another document of the same version', async () => {
    const directory = await open();
    await offer(await signDirectory({ ...directory.document(), participants: directory.document().participants.slice(1) }, key), directory);
    expect(await refusals()).toEqual(['directory-forked']);
  });
  it('of another consortium', async () => {
    const directory = await open();
    await offer(await signDirectory(later(directory.document(), { consortium: 'Other' }), key), directory);
    expect(await refusals()).toEqual(['directory-other-consortium']);
  });
  it('signed with a key nobody pinned, with none, with a key of the message, or changed', async () => {
    const directory = await open();
    const next = later(directory.document());
    const stranger = await newDirectoryKey();
    const good = await signDirectory(next, key);
    const [header, , signature] = good.split('.');
    const payload = Buffer.from(JSON.stringify({ ...next, version: 9 })).toString('base64url');
    const none = `${Buffer.from(JSON.stringify({ alg: 'none', kid: key.kid, typ: 'ehds-directory+jwt' })).toString('base64url')}.${payload}.`;
    const secret = new TextEncoder().encode(JSON.stringify(publicJwkOf(key)));
    const hmac = await new SignJWT({ ...next }).setProtectedHeader({ alg: 'HS256', kid: key.kid!, typ: 'ehds-directory+jwt' }).sign(secret);
    const otherType = await new CompactSign(new TextEncoder().encode(JSON.stringify(next))).setProtectedHeader({ alg: 'ES256', kid: key.kid!, typ: 'ehds-join+jwt' }).sign(await importJWK(key));
    const forgeries = [await signDirectory(next, stranger), await signDirectory(next, { ...stranger, kid: key.kid! }), none, hmac, `${header}.${payload}.${signature}`, otherType, 'garbage', ''];
    for (const jws of forgeries) await offer(jws, directory);
    expect(directory.version()).toBe(1);
    expect(await refusals()).toEqual(forgeries.map(() => 'directory-bad-signature'));
  });
  it('all of them: then the node does not start', async () => {
    offered = 'garbage';
    await expect(open()).rejects.toThrow(/No directory could be had/);
  });
});

describe('time', () => {
  it('an expired directory is used for 14 days, then nothing new leaves', async () => {
    const directory = await open();
    clock.advance(31 * day);
    expect([directory.health().state, directory.mayNotSend()]).toEqual(['grace', undefined]);
    clock.advance(14 * day);
    expect(directory.health().state).toBe('expired');
    expect(directory.mayNotSend()).toMatch(/expired/);
  });
  it('an unknown key makes it read the coordinator at most once per 30 s', async () => {
    const directory = await open();
    fetches = 0;
    for (let turn = 0; turn < 5; turn++) await directory.refresh('unknown thumbprint');
    expect(fetches).toBe(1);
    clock.advance(30_000);
    await directory.refresh('unknown kid');
    expect(fetches).toBe(2);
  });
});

describe('rotation of the directory key', () => {
  it('follows the announcement, also after a restart with only the old key pinned', async () => {
    const directory = await open();
    const next = await newDirectoryKey();
    const announced = later(directory.document(), { nextDirectoryKeys: [{ kid: next.kid!, jwk: publicJwkOf(next) as Record<string, unknown>, notBefore: clock.now(), notAfter: '2037-01-01T00:00:00.000Z' }] });
    offered = await signDirectory(later(directory.document()), next);
    await directory.refresh('schedule');
    expect(directory.version()).toBe(1);
    offered = await signDirectory(announced, key);
    await directory.refresh('schedule');
    clock.advance(7 * day);
    offered = await signDirectory(later(announced), next);
    await directory.refresh('schedule');
    expect(directory.version()).toBe(3);
    offered = 'no network';
    expect((await open()).version()).toBe(3);
  });
});
