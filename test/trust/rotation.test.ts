// Rotation drops nothing (exchange.md §5): TLS, signing and encryption keys of both sides are replaced while messages flow.
import { CompactEncrypt, compactDecrypt, CompactSign, compactVerify, importJWK } from 'jose';
import type { JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId } from '../../core/ids.ts';
import { rehearse } from '../../node/directory/rehearsal.ts';
import type { Operation } from '../../node/http/operation.ts';
import { partnerOf, partners } from '../../node/http/operation.ts';
import { openTrustClient } from '../../node/wiring/trust-client.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { TrustNode } from '../support/trust-node.ts';
import { openTrustNode } from '../support/trust-node.ts';
import { waitFor } from '../support/wait-for.ts';

type Parts = Pick<TrustNode, 'keyRing' | 'trust'>;

/** What a message needs of trust: sender known by TLS, signature by a listed key of that sender, content encrypted for a key of ours. */
const readMessage = async (node: Parts, sender: string, jws: string): Promise<string> => {
  const { payload } = await compactVerify(jws, async (header) => {
    const listed = node.trust.directory.signingKey(asId(sender), String(header.kid)) ?? (await node.trust.directory.refresh('unknown kid'), node.trust.directory.signingKey(asId(sender), String(header.kid)));
    if (listed === undefined) throw new Error(`unknown signing key ${String(header.kid)} of ${sender}`);
    return importJWK(listed.jwk as JWK, 'ES256');
  });
  const { plaintext } = await compactDecrypt(Buffer.from(payload).toString(), (header) => {
    const key = node.keyRing.encryption().find((one) => one.kid === header.kid);
    if (key === undefined) throw new Error(`content for an unknown key ${String(header.kid)}`);
    return key.privateKey;
  });
  return Buffer.from(plaintext).toString();
};

const receive = (node: Parts): Operation => ({
  method: 'POST', path: '/message', access: partners, summary: 'test', body: 'bytes', perMinute: 1_000_000,
  handle: async (req, res, context) => void res.status(202).json({ text: await readMessage(node, partnerOf(context).nodeId, (req.body as Buffer).toString()) }),
});

const writeMessage = async (from: TrustNode, to: string, text: string): Promise<Buffer> => {
  const key = from.trust.directory.encryptionKey(asId(to));
  if (key === undefined) throw new Error(`no encryption key of ${to}`);
  const jwe = await new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: key.kid }).encrypt(await importJWK(key.jwk as JWK, 'ECDH-ES+A256KW'));
  const { kid, alg, privateKey } = from.keyRing.signing();
  return Buffer.from(await new CompactSign(Buffer.from(jwe)).setProtectedHeader({ alg, kid }).sign(privateKey));
};

const flood = (from: TrustNode, to: string) => {
  const failures: string[] = [];
  let sent = 0;
  let going = true;
  const lane = async (): Promise<void> => {
    while (going) {
      const text = `message ${sent++}`;
      const answer = await from.client
        .request(asId(to), { method: 'POST', path: '/message', body: await writeMessage(from, to, text), timeoutMs: 10_000, maxBytes: 10_000 })
        .then((one) => (one.status === 202 ? (JSON.parse(one.body.toString()) as { text: string }).text : `${one.status} ${one.body.toString()}`), (error: unknown) => `${String(error)} ${String((error as Error).cause)}`);
      if (answer !== text) failures.push(answer);
    }
  };
  const lanes = [lane(), lane()];
  return { failures, sent: () => sent, stop: async () => ((going = false), await Promise.all(lanes)) };
};

let consortium: TestConsortium;
let eu: TrustNode;
let fr: TrustNode;
let fi: TrustNode;
beforeAll(async () => {
  consortium = await testConsortium(['EU', 'FR', 'FI']);
  eu = await openTrustNode(consortium, 'EU');
  [fr, fi] = await Promise.all(['FR', 'FI'].map((id) => openTrustNode(consortium, id, { operations: (node) => [receive(node)] }))) as [TrustNode, TrustNode];
});
afterAll(async () => {
  await Promise.all([fr.close(), fi.close()]);
  await eu.close();
  await consortium.remove();
});

const everybodyHas = (version: number): Promise<boolean> => waitFor(`everybody uses directory ${version}`, () => [eu, fr, fi].every((node) => node.trust.directory.version() >= version));

describe('rotation under load', () => {
  it('of TLS, signing and encryption keys of both sides loses no message', async () => {
    const [toFr, toFi] = [flood(fi, 'FR'), flood(fr, 'FI')];
    const before = [fr, fi].map((node) => [node.keyRing.tls().thumbprint, node.keyRing.signing().kid]);
    for (const kind of ['tls', 'signing', 'encryption'] as const) {
      for (const node of [fr, fi]) {
        await everybodyHas((await node.rotation.publishNext(kind)).version);
        const mark = [toFr.sent(), toFi.sent()];
        await everybodyHas((await node.rotation.switch(kind)).version);
        await waitFor('messages went both ways after the switch', () => toFr.sent() > mark[0]! + 10 && toFi.sent() > mark[1]! + 10);
      }
    }
    await Promise.all([toFr.stop(), toFi.stop()]);
    console.log(`rotation under load: ${toFr.sent() + toFi.sent()} messages, ${toFr.failures.length + toFi.failures.length} failures, 6 rotations`);
    expect([...toFr.failures, ...toFi.failures]).toEqual([]);
    [fr, fi].forEach((node, index) => {
      expect(node.keyRing.tls().thumbprint).not.toBe(before[index]![0]);
      expect(node.keyRing.signing().kid).not.toBe(before[index]![1]);
    });
    // The old keys are listed for 7 more days, the new ones beside them.
    const listed = eu.trust.directory.participant(asId('FR'))!;
    expect([listed.tls.length, listed.signingKeys.length, listed.encryptionKeys.length]).toEqual([2, 2, 2]);
    expect(new Date(listed.tls.find((key) => key.thumbprint === before[0]![0])!.notAfter).getTime() - Date.now()).toBeLessThan(7 * 86_400_000 + 1_000);
  }, 180_000);
});

describe('a rotation that was interrupted', () => {
  it.each(['tls', 'signing'] as const)('between the switch and the end of the old %s key goes on when it is called again', async (kind) => {
    const { switchToNext } = await import('../../certs/rotate.ts');
    const listed = () => {
      const own = eu.trust.directory.participant(asId('FI'));
      return kind === 'tls' ? (own?.tls ?? []).map((key) => ({ id: key.thumbprint, notAfter: key.notAfter })) : (own?.signingKeys ?? []).map((key) => ({ id: key.kid, notAfter: key.notAfter }));
    };
    const old = kind === 'tls' ? fi.keyRing.tls().thumbprint : fi.keyRing.signing().kid;
    const endOfOld = (): number => new Date(listed().find((key) => key.id === old)?.notAfter ?? 0).getTime();
    await everybodyHas((await fi.rotation.publishNext(kind)).version);
    // All that `switch` does before it was killed.
    await switchToNext(consortium.keysDir('FI'), kind, new Date().toISOString());
    await fi.keyRing.reload();
    expect(endOfOld() - Date.now()).toBeGreaterThan(8 * 86_400_000);
    await everybodyHas((await fi.rotation.switch(kind)).version);
    expect(endOfOld() - Date.now()).toBeLessThan(7 * 86_400_000 + 1000);
    await expect(fi.rotation.switch(kind)).rejects.toThrow(/no next/);
  });
});

describe('rotation rehearsal', () => {
  const rehearsal = async (node: TrustNode) => {
    const client = openTrustClient({ keyRing: node.keyRing, directory: node.trust.directory, gate: node.trust.gate }, () => node.keyRing.nextTls()!);
    return rehearse(node.trust.directory.partners(), (to) => client.request(to, { method: 'GET', path: '/directory', timeoutMs: 5_000, maxBytes: 1_000_000 })).finally(() => client.close());
  };
  it('finds that everybody accepts the next certificate', async () => {
    await everybodyHas((await fr.rotation.publishNext('tls')).version);
    expect(await rehearsal(fr)).toEqual([{ node: 'EU', accepted: true, code: 'accepted', why: '' }, { node: 'FI', accepted: true, code: 'accepted', why: '' }]);
  });
  it('names who would refuse it and why', async () => {
    await fi.close();
    const rows = await rehearsal(fr);
    expect(rows.find((row) => row.node === 'EU')).toMatchObject({ accepted: true });
    expect(rows.find((row) => row.node === 'FI')).toMatchObject({ accepted: false, code: 'partner-connect' });
    fi = await openTrustNode(consortium, 'FI', { operations: (node) => [receive(node)] });
  });
  it('finds a partner that does not know the new key', async () => {
    const { installCertificate } = await import('../../certs/init-keys.ts');
    const { requestNext, switchToNext } = await import('../../certs/rotate.ts');
    const { readFile } = await import('node:fs/promises');
    const { issueCertificate } = await import('../../certs/issue.ts');
    const { openCa } = await import('../../certs/ca.ts');
    // A certificate of the right CA that the directory does not list: published nowhere.
    await switchToNext(consortium.keysDir('FR'), 'tls', new Date().toISOString());
    const entry = await requestNext(consortium.keysDir('FR'), 'tls', new Date().toISOString());
    const period = { notBefore: new Date(Date.now() - 1000).toISOString(), notAfter: new Date(Date.now() + 86_400_000).toISOString() };
    const csr = await readFile(`${consortium.keysDir('FR')}/${entry.id}.csr.pem`, 'utf8');
    const { certificatePem } = await issueCertificate(await openCa(consortium.caDir), csr, { nodeId: 'FR', hosts: ['127.0.0.1'], ...period });
    await installCertificate(consortium.keysDir('FR'), entry.id, { certificatePem, caPems: fr.keyRing.ca(), ...period });
    await fr.keyRing.reload();
    expect((await rehearsal(fr)).map((row) => row.code)).toEqual(['not-listed', 'not-listed']);
    await expect(fr.rotation.switch('tls')).rejects.toThrow(/does not list the next tls key/);
  });
});

describe('own changes', () => {
  it('announce maintenance and end it', async () => {
    const { makeOwnChange } = await import('../../certs/own-change.ts');
    const say = async (change: { kind: 'maintenance'; note: string } | { kind: 'active' }) => fi.trust.sendOwnChange(await makeOwnChange({ ...change, nodeId: 'FI', at: new Date().toISOString() }, fi.keyRing.signing()));
    await everybodyHas((await say({ kind: 'maintenance', note: 'new disks' })).version);
    expect(fr.trust.directory.participant(asId('FI'))?.state).toMatchObject({ code: 'maintenance', note: 'new disks' });
    await everybodyHas((await say({ kind: 'active' })).version);
    expect(fr.trust.directory.participant(asId('FI'))?.state.code).toBe('active');
  });
  it('are refused for another node, with another key, and when old', async () => {
    const { makeOwnChange } = await import('../../certs/own-change.ts');
    const now = new Date().toISOString();
    const send = async (jws: Promise<string>) => fi.trust.sendOwnChange(await jws).then(() => 'taken', (error: { code?: string }) => error.code);
    expect(await send(makeOwnChange({ kind: 'maintenance', nodeId: 'FR', at: now }, fi.keyRing.signing()))).toBe('unknown-key');
    expect(await send(makeOwnChange({ kind: 'maintenance', nodeId: 'FR', at: now }, fr.keyRing.signing()))).toBe('unknown-key');
    expect(await send(makeOwnChange({ kind: 'maintenance', nodeId: 'FI', at: now }, { ...fr.keyRing.signing(), kid: fi.keyRing.signing().kid }))).toBe('bad-signature');
    expect(await send(makeOwnChange({ kind: 'maintenance', nodeId: 'FI', at: '2020-01-01T00:00:00.000Z' }, fi.keyRing.signing()))).toBe('too-old');
  });
});
