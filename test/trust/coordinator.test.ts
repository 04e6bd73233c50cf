// Life of a participant (exchange.md §2.2): join → compare fingerprint → active; maintenance, suspension, revocation; seen by the others at once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validityOf } from '../../certs/certificate-facts.ts';
import { initKeys, installCertificate } from '../../certs/init-keys.ts';
import { makeJoinRequest } from '../../certs/join-request.ts';
import { openKeyRing } from '../../certs/open-key-ring.ts';
import { storeCrls } from '../../certs/store-crl.ts';
import { clientTlsOptions } from '../../certs/tls-context.ts';
import { askCoordinator } from '../../connectors/directory/ask-coordinator.ts';
import { systemClock } from '../../core/clock.ts';
import { asId } from '../../core/ids.ts';
import { createTellSupports } from '../../node/directory/tell-supports.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import { rawRequest, whoAmI } from '../support/trust.ts';
import type { TrustNode } from '../support/trust-node.ts';
import { openTrustNode } from '../support/trust-node.ts';
import { waitFor } from '../support/wait-for.ts';

let consortium: TestConsortium;
let eu: TrustNode;
let fr: TrustNode;
let applicant: string;
beforeAll(async () => {
  applicant = await mkdtemp(join(tmpdir(), 'ehds-applicant-'));
  consortium = await testConsortium(['EU', 'FR', 'FI']);
  eu = await openTrustNode(consortium, 'EU');
  fr = await openTrustNode(consortium, 'FR', { operations: () => [whoAmI] });
});
afterAll(async () => {
  await fr.close();
  await eu.close();
  await consortium.remove();
  await rm(applicant, { recursive: true, force: true });
});

const portal = () => consortium.nodes.find((one) => one.nodeId === 'EU')!.portal;
const api = async (method: string, path: string, roles: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> => {
  const answer = await fetch(`${portal()}/api/v1/directory${path}`, { method, headers: { 'x-test-roles': roles, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, json: answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>) };
};
const frAnswers = async (keysDir: string): Promise<number | string> => {
  const ring = await openKeyRing(keysDir);
  const answer = await rawRequest(consortium.ports('FR').partner, clientTlsOptions(ring)).then((one) => one.status, () => 'no answer');
  ring.close();
  return answer;
};
const frKnows = (nodeId: string, state: string): Promise<boolean> =>
  waitFor(`FR knows that ${nodeId} is ${state}`, () => fr.trust.directory.participant(asId(nodeId))?.state.code === state, { timeoutMs: 5_000 });

describe('joining', () => {
  let id: string;
  let fingerprint: string;
  let tlsId: string;
  const details = { name: { en: 'Sweden' }, country: 'SE', roles: ['national-node' as const], gateway: 'https://127.0.0.1:1', portal: 'http://127.0.0.1:1' };

  it('begins with a signed request that anybody may bring', async () => {
    await initKeys(applicant, { nodeId: 'SE', hosts: ['127.0.0.1'], now: new Date().toISOString() });
    const made = await makeJoinRequest(applicant, details, new Date().toISOString());
    tlsId = made.tlsId;
    const asked = await askCoordinator(portal()).ask(made.jws);
    expect(asked.fingerprint).toBe(made.fingerprint);
    ({ id, fingerprint } = asked);
    expect((await askCoordinator(portal()).ask(made.jws)).id).toBe(id);
    expect((await askCoordinator(portal()).outcome(id)).state).toBe('waiting');
  });
  it('refuses what is not signed by its own keys, and names taken already', async () => {
    const { jws } = await makeJoinRequest(applicant, details, new Date().toISOString());
    const [header, payload, signature] = jws.split('.') as [string, string, string];
    const other = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), gateway: 'https://evil.example' };
    await expect(askCoordinator(portal()).ask(`${header}.${Buffer.from(JSON.stringify(other)).toString('base64url')}.${signature}`)).rejects.toThrow(/signed request/);
    const copy = await mkdtemp(join(tmpdir(), 'ehds-copy-'));
    await initKeys(copy, { nodeId: 'FI', hosts: ['127.0.0.1'], now: new Date().toISOString() });
    await expect(askCoordinator(portal()).ask((await makeJoinRequest(copy, details, new Date().toISOString())).jws)).rejects.toThrow(/already/);
    await rm(copy, { recursive: true });
  });
  it('is decided by a coordinator only, who must give the fingerprint that was read out', async () => {
    expect((await api('GET', '/join-requests', '')).status).toBe(401);
    expect((await api('GET', '/join-requests', 'researcher')).status).toBe(403);
    expect((await api('POST', `/join-requests/${id}/approve`, 'operator', { fingerprint })).status).toBe(403);
    expect((await api('POST', `/join-requests/${id}/approve`, 'coordinator', { fingerprint: 'dead beef dead beef' })).json).toMatchObject({ code: 'fingerprint-differs' });
    expect((await api('GET', '/join-requests', 'coordinator')).json).toMatchObject({ requests: [{ id, nodeId: 'SE', state: 'waiting', fingerprint }] });
    expect((await api('POST', `/join-requests/${id}/approve`, 'coordinator', { fingerprint: fingerprint.toUpperCase() })).status).toBe(200);
    expect((await api('POST', `/join-requests/${id}/approve`, 'coordinator', { fingerprint })).json).toMatchObject({ code: 'already-decided' });
  });
  it('ends with a certificate that the partners accept within seconds', async () => {
    const outcome = await askCoordinator(portal()).outcome(id);
    await installCertificate(applicant, tlsId, { certificatePem: outcome.certificate!, caPems: [outcome.ca!], ...validityOf(outcome.certificate!) });
    await storeCrls(applicant, await (await fetch(`${portal()}/crl`)).text(), [outcome.ca!]);
    await frKnows('SE', 'active');
    expect(await frAnswers(applicant)).toBe(200);
  });
});

describe('states', () => {
  it('maintenance keeps a participant in', async () => {
    expect((await api('POST', '/participants/SE/state', 'coordinator', { code: 'maintenance', note: 'new disks' })).status).toBe(200);
    await frKnows('SE', 'maintenance');
    expect(await frAnswers(applicant)).toBe(200);
  });
  it('suspension holds it out until it is activated', async () => {
    await api('POST', '/participants/SE/state', 'coordinator', { code: 'suspended' });
    await frKnows('SE', 'suspended');
    expect(await frAnswers(applicant)).toBe(403);
    await api('POST', '/participants/SE/state', 'coordinator', { code: 'active' });
    await frKnows('SE', 'active');
    expect(await frAnswers(applicant)).toBe(200);
  });
  it('revocation is final and puts its certificates on the list', async () => {
    expect((await api('POST', '/participants/SE/state', 'coordinator', { code: 'revoked', note: 'left' })).status).toBe(200);
    await frKnows('SE', 'revoked');
    await waitFor('FR refuses the certificate itself', async () => (await frAnswers(applicant)) === 'no answer', { timeoutMs: 5_000 });
    expect((await api('POST', '/participants/SE/state', 'coordinator', { code: 'active' })).json).toMatchObject({ code: 'state-not-allowed' });
  });
  it('never lose the last coordinator, and never its certificates by trying', async () => {
    expect((await api('POST', '/participants/EU/state', 'coordinator', { code: 'revoked' })).json).toMatchObject({ code: 'last-coordinator' });
    expect(await frAnswers(consortium.keysDir('EU'))).toBe(200);
  });
  it('are changed by nobody but a coordinator', async () => {
    for (const roles of ['', 'operator', 'decision-maker']) expect((await api('POST', '/participants/FI/state', roles, { code: 'revoked' })).status).not.toBe(200);
    expect(eu.trust.directory.participant(asId('FI'))?.state.code).toBe('active');
  });
});

describe('what is published', () => {
  it('has an ETag, and costs nothing when it is held already', async () => {
    const first = await fetch(`${portal()}/directory`);
    expect(await first.text()).toBe(eu.trust.directory.signed());
    expect((await fetch(`${portal()}/directory`, { headers: { 'if-none-match': first.headers.get('etag')! } })).status).toBe(304);
  });
  it('was audited at every change', async () => {
    const rows = await eu.database.pool.query<{ action: string }>(`select action from audit_event where outcome = 'success' and action <> 'directory-adopted' order by id`);
    expect(rows.rows.map((row) => row.action)).toEqual(['join-asked', 'join-asked', 'join-approved', 'participant-maintenance', 'participant-suspended', 'participant-active', 'participant-revoked']);
  });
});

describe('what a participant takes', () => {
  it('is told by itself when the directory says otherwise, and not again', async () => {
    const listed = () => eu.trust.directory.participant(asId('FR'))?.supports;
    const ring = await openKeyRing(consortium.keysDir('FR'));
    const supports = { protocols: ['1.0'], events: ['leg-submit', 'outcome'] };
    const told: boolean[] = [];
    const tell = createTellSupports({ keyRing: ring, clock: systemClock, listed: () => fr.trust.directory.participant(asId('FR'))?.supports, supports, send: fr.trust.sendOwnChange });
    told.push(await tell());
    expect(listed()).toEqual(supports);
    told.push(await tell());
    expect(told).toEqual([true, false]);
    ring.close();
  });
});
