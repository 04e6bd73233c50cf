import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPinnedKeys, verifyDirectory } from '../../certs/directory-jws.ts';
import { signHeadPayload } from '../../node/audit/head-jws.ts';
import { sealAudit, signHead } from '../../node/audit/seal.ts';
import { verifyAudit } from '../../node/audit/verify.ts';
import { exportEvidence } from '../../node/exchange/evidence/export-evidence.ts';
import { verifyEvidence } from '../../node/exchange/evidence/verify-evidence.ts';
import { openHeadWith } from '../../node/wiring/audit-heads.ts';
import { importJWK } from '../../node/wiring/public-key.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { waitFor } from '../support/wait-for.ts';
import { effects } from './support/effects.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { send, startNode, testConsortium } from './support/pair.ts';

let consortium: TestConsortium;
let fr: ExchangeNode;
let fi: ExchangeNode;
let archive: Uint8Array;
const application = newId();

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'FI']);
  [fr, fi] = await Promise.all([startNode(consortium, 'FR'), startNode(consortium, 'FI')]);
  await send(fr, { to: 'FI', correlationId: application });
  await waitFor('the outcome is back', async () => (await effects(fr.storage.db, 'outcome')).length === 1);
  await waitFor('it is delivered', async () => (await fr.exchange.deliveryOf(application, 'FI' as never)).state === 'delivered');
  archive = await exportEvidence(
    { self: 'FR', db: fr.storage.db, clock: fr.base.clock, signingKey: fr.keyRing.signing(), directoryVersion: fr.directory.version(), directories: fr.directory.history, auditLines: () => Promise.resolve([]) },
    application,
  );
});
afterAll(async () => {
  await Promise.all([fr.stop(), fi.stop()]);
  await consortium.remove();
});

const check = async (bytes: Uint8Array) => {
  const pinned = await readPinnedKeys(consortium.directoryKeysFile);
  return verifyEvidence({ importKey: (kid, jwk) => ({ kid, ...importJWK(jwk) }), openDirectory: async (jws) => (await verifyDirectory(jws, pinned)).document }, bytes);
};
const changed = (name: RegExp, change: (text: string) => string): Uint8Array => {
  const files = unzipSync(archive);
  for (const file of Object.keys(files)) if (name.test(file)) files[file] = strToU8(change(strFromU8(files[file] as Uint8Array)));
  return zipSync(files);
};

describe('evidence', () => {
  it('says in words who sent what to whom and when it was stored, with the archive and the directory key alone', async () => {
    const verdict = await check(archive);
    expect(verdict.faults).toEqual([]);
    expect(verdict.statements[0]).toMatch(/^FR sent leg-submit .* to FI on .* FI confirmed with its signature that it stored exactly this message on /);
    expect(verdict.statements[1]).toMatch(/^FI sent outcome .* to FR on .* FR confirmed/);
  });
  it('holds no content in clear', () => {
    const files = unzipSync(archive);
    expect(Object.values(files).some((bytes) => strFromU8(bytes).includes('qqqqqqqq'))).toBe(false);
  });
  it.each<[string, RegExp, (text: string) => string]>([
    ['a message', /^messages\/sent/, (text) => text.replace('leg-submit', 'leg-status')],
    ['a receipt', /^receipts\/sent/, (text) => text.replace(/"receivedAt","valueInstant":"20/, '"receivedAt","valueInstant":"19')],
    ['the list', /^manifest\.json/, (text) => text.replace('"exportedBy": "FR"', '"exportedBy": "FI"')],
    ['the directory', /^directory/, (text) => `${text.slice(0, -6)}AAAAAA`],
  ])('finds %s that was changed', async (_what, name, change) => {
    expect((await check(changed(name, change))).ok).toBe(false);
  });
});

describe('the audit trail', () => {
  const verify = () => verifyAudit(fr.storage.db, fr.base.clock, openHeadWith(fr.keyRing, fr.directory));
  const behindItsBack = async (statement: string): Promise<void> => {
    await sql.raw('alter table audit_event disable trigger user').execute(fr.storage.db);
    await sql.raw(statement).execute(fr.storage.db);
    await sql.raw('alter table audit_event enable trigger user').execute(fr.storage.db);
  };
  it('holds together, with a signed head', async () => {
    await sealAudit(fr.storage.db);
    await signHead(fr.storage.db, fr.base.clock, (payload) => signHeadPayload(payload, fr.keyRing.signing()));
    expect(await verify()).toMatchObject({ faults: [], heads: 1 });
  });
  it('cannot be changed by ordinary means', async () => {
    await expect(sql`update audit_event set actor = 'nobody'`.execute(fr.storage.db)).rejects.toThrow(/append-only/);
    await expect(sql`delete from audit_event`.execute(fr.storage.db)).rejects.toThrow(/append-only/);
    await expect(sql`truncate audit_event`.execute(fr.storage.db)).rejects.toThrow(/append-only/);
  });
  it('shows a changed row, and a row that was cut out', async () => {
    await behindItsBack(`update audit_event set actor = 'partner:XX' where seq = 2`);
    expect((await verify()).faults[0]).toMatchObject({ seq: 2, code: 'changed' });
    await behindItsBack(`delete from audit_event where seq = 2`);
    expect((await verify()).faults[0]).toMatchObject({ seq: 2, code: 'missing' });
  });
  it('shows rows that were cut off its end, by the signed head', async () => {
    const end = await sql<{ seq: number }>`select max(seq) as seq from audit_head`.execute(fi.storage.db);
    expect(end.rows).toHaveLength(1);
    await sealAudit(fi.storage.db);
    await signHead(fi.storage.db, fi.base.clock, (payload) => signHeadPayload(payload, fi.keyRing.signing()));
    await sql.raw('alter table audit_event disable trigger user').execute(fi.storage.db);
    await sql.raw('delete from audit_event where seq >= (select max(seq) - 1 from audit_head)').execute(fi.storage.db);
    const verdict = await verifyAudit(fi.storage.db, fi.base.clock, openHeadWith(fi.keyRing, fi.directory));
    expect(verdict.faults[0]).toMatchObject({ code: 'cut-off' });
  });
});
