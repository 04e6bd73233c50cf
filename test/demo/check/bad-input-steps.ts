import { readFile } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { createConsortium } from '../../../certs/consortium.ts';
import { loadRing } from '../../../certs/load-ring.ts';
import type { Places } from '../places.ts';
import type { ProviderFile } from '../provider/configuration.ts';
import type { Api, Reply } from './api.ts';
import type { Journey } from './journey.ts';
import { expect } from './journey.ts';

const isProblem = (reply: Reply, status: number): string => {
  expect(reply.status === status, `answered ${reply.status} instead of ${status}: ${reply.text.slice(0, 200)}`);
  expect(reply.type.startsWith('application/problem+json'), `answered ${reply.type} instead of a problem document`);
  const problem = reply.json();
  expect(typeof problem['code'] === 'string' && typeof problem['detail'] === 'string', `a problem without code and detail: ${reply.text.slice(0, 200)}`);
  return `${status} ${String(problem['code'])}`;
};

/** The provider's own key makes a token that was good an hour ago: nothing else about it is wrong. */
const expiredToken = async (places: Places): Promise<string> => {
  const file = JSON.parse(await readFile(join(places.provider.folder, 'provider.json'), 'utf8')) as ProviderFile;
  const jwk = file.jwks.keys[0]!;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ ehds_roles: ['researcher'], name: 'Researcher, demo' })
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid ?? '', typ: 'at+jwt' })
    .setIssuer(places.provider.issuer).setAudience(places.node('FR').portal).setSubject('researcher').setIssuedAt(now - 7200).setExpirationTime(now - 3600)
    .sign(await importJWK(jwk, 'ES256'));
};

type Door = { readonly cert?: string; readonly key?: string };

/** Knocks at a partner listener. @returns the HTTP status, or the code of the refusal by TLS */
const knock = (places: Places, door: Door): Promise<string> =>
  new Promise((answer) => {
    // The question is whether they let us in, so their own certificate is not checked here.
    const call = request({ host: '127.0.0.1', port: places.node('FI').ports.partner, path: '/status', rejectUnauthorized: false, timeout: 5000, ...door }, (res) => {
      res.resume();
      answer(`HTTP ${res.statusCode}`);
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', (error: NodeJS.ErrnoException) => answer(error.code ?? error.message));
    call.end();
  });

/** Announces a large body and sends its beginning: the answer must come before the rest, and the rest is never sent. */
const announceBody = (url: string, bytes: number): Promise<Reply> =>
  new Promise((answer, fail) => {
    const call = plainRequest(url, { method: 'POST', headers: { 'content-type': 'text/turtle', 'content-length': bytes }, timeout: 10_000 }, async (res) => {
      const text = Buffer.concat(await res.toArray()).toString();
      answer({ status: res.statusCode ?? 0, type: res.headers['content-type'] ?? '', text, headers: new Headers(), json: () => JSON.parse(text) as Record<string, unknown> });
      call.destroy();
    });
    call.on('timeout', () => call.destroy(new Error(`no answer while ${bytes} bytes were announced`)));
    call.on('error', fail);
    call.write(Buffer.alloc(64 * 1024, '#'));
  });

/** A node of another consortium, with the same name: everything right but the certificate authority. */
const foreignNode = async (places: Places): Promise<Door> => {
  const fr = places.node('FR');
  const files = await createConsortium(join(places.folder, 'foreign'), { name: 'Another consortium', now: new Date().toISOString(), nodes: [{ nodeId: 'FR', name: { en: 'France' }, country: 'FR', roles: ['national-node'], gateway: fr.gateway, portal: fr.portal }] });
  const { tls } = await loadRing(files.keysDir('FR'));
  return { cert: tls.certPem, key: tls.keyPem };
};

export const badInputSteps = async (journey: Journey, api: Api, places: Places): Promise<void> => {
  const ready = ['every node is ready'];
  await journey.step('an expired token', ready, async () => isProblem(await api.call('FR', 'GET', '/api/v1/applications', { token: await expiredToken(places) }), 401));
  await journey.step('no token, wrong role, wrong node', ready, async () => {
    const none = isProblem(await api.call('FR', 'GET', '/api/v1/applications'), 401);
    const role = isProblem(await api.call('FR', 'GET', '/api/v1/desk', { as: 'researcher' }), 403);
    const elsewhere = isProblem(await api.call('FR', 'GET', '/api/v1/applications', { token: await api.tokenOf('researcher', 'FI') }), 401);
    return `${none}; ${role}; ${elsewhere}`;
  });
  await journey.step('no client certificate, a foreign one', ready, async () => {
    const none = await knock(places, {});
    const foreign = await knock(places, await foreignNode(places));
    expect(!none.startsWith('HTTP') && !foreign.startsWith('HTTP'), `somebody got in: ${none}, ${foreign}`);
    return `refused by TLS: ${none}; ${foreign}`;
  });
  await journey.step('malformed RDF', ready, async () => {
    const reply = await api.call('FR', 'POST', '/api/v1/validate', { raw: { type: 'text/turtle', bytes: '@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<a> a dcat:Dataset ; broken' } });
    expect(reply.status === 400 || reply.status === 422 || reply.status === 200, `answered ${reply.status}: ${reply.text.slice(0, 200)}`);
    expect(/line/i.test(reply.text), `does not name the line: ${reply.text.slice(0, 200)}`);
    return `${reply.status}, the line is named`;
  });
  await journey.step('100 MB body', ready, async () => isProblem(await announceBody(`${places.node('FR').portal}/api/v1/validate`, 100 * 1024 * 1024), 413));
  await journey.step('an unknown dataset', ready, async () => {
    const page = isProblem(await api.call('FR', 'GET', '/dataset/018f0000-0000-7000-8000-000000000000', { accept: 'text/turtle' }), 404);
    const fhir = await api.call('FR', 'GET', '/fhir/Library/018f0000-0000-7000-8000-000000000000', { accept: 'application/fhir+json' });
    expect(fhir.status === 404 && fhir.json()['resourceType'] === 'OperationOutcome', `FHIR answered ${fhir.status}`);
    const reply = await api.call('FR', 'POST', '/api/v1/applications', { as: 'researcher', body: { type: 'access', language: 'en', datasets: ['018f0000-0000-7000-8000-000000000000'] } });
    expect([400, 404, 422].includes(reply.status), `an application for it was answered ${reply.status}`);
    return `${page}; FHIR 404 OperationOutcome; application ${reply.status} ${String(reply.json()['code'])}`;
  });
};
