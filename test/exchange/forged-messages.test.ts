import { createPublicKey } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import type { KeyRing } from '../../certs/key-ring.ts';
import type { TestConsortium } from '../support/consortium.ts';
import type { ExchangeNode } from './support/exchange-node.ts';
import { handMade, signByHand, withAlgNone, withHs256 } from './support/hand-made.ts';
import { startNode, testConsortium } from './support/pair.ts';
import { rawPost } from './support/raw-post.ts';

let consortium: TestConsortium;
let fi: ExchangeNode;
let fr: KeyRing;
let de: KeyRing;

beforeAll(async () => {
  consortium = await testConsortium(['FR', 'FI', 'DE']);
  fi = await startNode(consortium, 'FI', { idle: true });
  [fr, de] = [await openKeyRing(consortium.keysDir('FR')), await openKeyRing(consortium.keysDir('DE'))];
});
afterAll(async () => {
  fr.close();
  de.close();
  await fi.stop();
  await consortium.remove();
});

const post = (bundle: unknown, ring = fr) => rawPost(fi.port, ring, typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
const stored = async (): Promise<number> => Number((await sql<{ n: string }>`select count(*) as n from inbox`.execute(fi.storage.db)).rows[0]?.n);
const refusals = async (code: string): Promise<number> => Number((await sql<{ n: string }>`select count(*) as n from audit_event where action = 'message-refused' and details->>'code' = ${code}`.execute(fi.storage.db)).rows[0]?.n);

describe('a message made by hand', () => {
  it('is taken when it is right, and its copy gets the same receipt byte for byte', async () => {
    const body = JSON.stringify(signByHand(handMade(), fr.signing()));
    const first = await post(body);
    const again = await post(body);
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.body.equals(first.body)).toBe(true);
  });
  it('is one row and one receipt when two copies arrive at once', async () => {
    const before = await stored();
    const body = JSON.stringify(signByHand(handMade(), fr.signing()));
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(body)));
    expect(new Set(answers.map((answer) => answer.body.toString())).size).toBe(1);
    expect(await stored()).toBe(before + 1);
  });
});

const signed = (changes: Parameters<typeof handMade>[0] = {}) => signByHand(handMade(changes), fr.signing());
const afterwards = (change: (bundle: { entry: { resource: Record<string, unknown> }[] } & Record<string, unknown>) => void) => () => {
  const bundle = signed() as never;
  change(bundle);
  return bundle as Record<string, unknown>;
};

const forgeries: readonly (readonly [string, () => unknown, number, string])[] = [
  ['its body was changed', afterwards((bundle) => (bundle.entry[0]!.resource['eventCoding'] = { system: 'urn:ehds-node:message-event', code: 'leg-withdraw' })), 403, 'bad-signature'],
  ['an element was added', afterwards((bundle) => (bundle['language'] = 'en')), 403, 'bad-signature'],
  ['another node signed it', () => signByHand(handMade(), de.signing()), 403, 'unknown-key'],
  ['another node signed it under our kid', () => signByHand(handMade(), { kid: fr.signing().kid, privateKey: de.signing().privateKey }), 403, 'bad-signature'],
  ['alg is none', () => withAlgNone(handMade(), fr.signing().kid), 403, 'bad-signature'],
  ['alg is HS256 with the public key as secret', () => withHs256(handMade(), fr.signing().kid, createPublicKey(fr.signing().privateKey).export({ type: 'spki', format: 'pem' }).toString()), 403, 'bad-signature'],
  ['its kid is unknown', () => signByHand(handMade(), { kid: 'nobody', privateKey: fr.signing().privateKey }), 403, 'unknown-key'],
  ['its signature is of another type', () => signByHand(handMade(), fr.signing(), { typ: 'ehds-audit-head+jws' }), 403, 'bad-signature'],
  ['it carries no signature', () => handMade(), 403, 'bad-signature'],
  ['notAfter has passed', () => signed({ notAfter: new Date(Date.now() - 1000).toISOString() }), 410, 'expired'],
  ['it is six minutes from the future', () => signed({ timestamp: new Date(Date.now() + 360_000).toISOString() }), 400, 'malformed'],
  ['it is for another node', () => signed({ receiver: 'DE' }), 403, 'wrong-destination'],
  ['its destination merely begins like ours', () => signed({ receiver: 'FI-X1' }), 403, 'wrong-destination'],
  ['it names another sender', () => signed({ sender: 'DE' }), 403, 'sender-mismatch'],
  ['its event is unknown', () => signed({ event: 'leg-explode' }), 422, 'unsupported-event'],
  ['its protocol is unknown', () => signed({ protocol: '9.0' }), 422, 'unsupported-version'],
  ['it is no JSON', () => '{"resourceType":"Bundle"', 400, 'malformed'],
  ['it is no UTF-8', () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('latin1'), 400, 'malformed'],
  ['it is another resource', () => ({ resourceType: 'Patient' }), 400, 'malformed'],
  ['it nests too deep', () => '['.repeat(40) + ']'.repeat(40), 400, 'too-deep'],
  ['it has too many entries', () => ({ ...handMade(), entry: Array.from({ length: 201 }, () => ({ resource: {} })) }), 413, 'too-large'],
  ['it is longer than 16 MiB', () => `"${'x'.repeat(16 * 1024 * 1024)}"`, 413, 'too-large'],
];

describe('a forged or unfit message', () => {
  it.each(forgeries)('is refused and audited when %s', async (_name, make, status, code) => {
    const [rows, audited] = [await stored(), await refusals(code)];
    const answer = await post(make());
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
    expect(await stored()).toBe(rows);
    expect(await refusals(code)).toBe(audited + 1);
  });
  it('is refused when its id was used for other content, and the first stays as it was', async () => {
    const id = newId();
    const first = await post(signed({ id }));
    const second = await post(signed({ id, correlation: 'other' }));
    expect([first.status, second.status, second.code]).toEqual([202, 409, 'id-reused']);
  });
  it('does not collide with the same id of another sender', async () => {
    const id = newId();
    await post(signed({ id }));
    expect((await post(signByHand(handMade({ id, sender: 'DE' }), de.signing()), de)).status).toBe(202);
  });
  it('is refused with another content type', async () => {
    const answer = await rawPost(fi.port, fr, JSON.stringify(signed()), { 'content-type': 'text/html' });
    expect([answer.status, answer.code]).toEqual([400, 'malformed']);
  });
});
