import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplicationView } from '../../core/api/applications.ts';
import { applicationView, deskLeg, deskList, formShape } from '../../core/api/applications.ts';
import type { Caller } from '../../core/roles.ts';
import { errorHandler } from '../../node/http/errors.ts';
import { applicationOperations } from '../../node/http/public/applications/index.ts';
import { deskOperations } from '../../node/http/public/desk/index.ts';
import { attach, mount } from '../../node/http/run-operation.ts';
import { fillForm } from '../support/fill-form.ts';
import type { Nodes } from './support/two-nodes.ts';
import { datasetId, decider, handler, openNodes, person, researcher } from './support/two-nodes.ts';

/** The operations behind the node's own guard chain, with callers by header instead of tokens. */
const people: Readonly<Record<string, Caller>> = { researcher, handler, decider, stranger: person('Someone else, demo', 'researcher'), holder: person('Data holder, demo', 'data-holder') };
let nodes: Nodes;
let server: Server;
let base = '';
beforeAll(async () => {
  nodes = await openNodes(['FR']);
  const app = express();
  app.use((req, _res, next) => {
    const caller = people[String(req.headers['x-test-person'])];
    attach(req, { requestId: 'r1', language: 'en', ...(caller === undefined ? {} : { caller }) });
    next();
  });
  mount(app, [...applicationOperations(nodes.FR.applications), ...deskOperations(nodes.FR.applications)], () => undefined);
  app.use(errorHandler(pino({ level: 'silent' })));
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await nodes.close();
});

const call = async (as: string | undefined, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${base}${path}`, {
    method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(as === undefined ? {} : { 'x-test-person': as }), ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', etag: answer.headers.get('etag'), location: answer.headers.get('location'), json: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>) };
};
const draft = async (datasets = ['FR']): Promise<ApplicationView> =>
  applicationView.parse((await call('researcher', 'POST', '/api/v1/applications', { type: 'access', language: 'en', datasets: datasets.map(datasetId) })).json);

describe('the application API', () => {
  it('walks from form to decision and to the answer', async () => {
    const form = formShape.parse((await call(undefined, 'GET', '/api/v1/forms/access')).json);
    const made = await call('researcher', 'POST', '/api/v1/applications', { type: 'access', language: 'en', datasets: [datasetId('FR')] });
    expect([made.status, made.etag]).toEqual([201, expect.stringMatching(/^"1-/)]);
    const at = made.location ?? '';
    const saved = await call('researcher', 'PUT', at, { answers: fillForm(form, ['FR'], '2029-04-03') }, { 'if-match': made.etag ?? '' });
    expect([saved.status, saved.etag]).toEqual([200, expect.stringMatching(/^"2-/)]);
    const sent = applicationView.parse((await call('researcher', 'POST', `${at}/submit`)).json);
    expect(sent.legs.map((leg) => leg.status)).toEqual(['SUBMITTED']);
    expect(deskList.parse((await call('handler', 'GET', '/api/v1/desk?show=new')).json).rows.map((row) => row.application)).toContain(sent.id);
    const before = await call('researcher', 'GET', at);
    expect((await call('researcher', 'GET', at)).etag).toBe(before.etag);
    const actions = `/api/v1/desk/${sent.id}/FR/actions`;
    for (const action of [{ action: 'open' }, { action: 'complete' }, { action: 'propose', outcome: 'positive', justification: 'Good.' }]) expect((await call('handler', 'POST', actions, action)).status).toBe(200);
    const decided = deskLeg.parse((await call('decider', 'POST', actions, { action: 'decide', outcome: 'positive' })).json);
    // what a country decides is news, also to a reader that kept the page before it
    expect((await call('researcher', 'GET', at)).etag).not.toBe(before.etag);
    const answered = await call('researcher', 'POST', `${at}/legs/FR/decision-response`, { decisionId: decided.decision?.decisionId, answer: 'accept' });
    expect(applicationView.parse(answered.json).combined.headline).toBe('CLOSED_ALL_GRANTED');
    expect((await call('researcher', 'GET', '/api/v1/applications')).json).toMatchObject({ applications: [{ id: sent.id, combined: { headline: 'CLOSED_ALL_GRANTED' } }] });
  });
  it('serves the form as FHIR, and an unknown one as OperationOutcome', async () => {
    expect(await call(undefined, 'GET', '/fhir/Questionnaire/application-access')).toMatchObject({ status: 200, type: 'application/fhir+json; charset=utf-8', json: { resourceType: 'Questionnaire', url: 'https://fr.example/fhir/Questionnaire/application-access', version: '1.0.0' } });
    expect(await call(undefined, 'GET', '/fhir/Questionnaire/none')).toMatchObject({ status: 404, json: { resourceType: 'OperationOutcome' } });
    expect(await call(undefined, 'GET', '/api/v1/forms/access?version=0')).toMatchObject({ status: 404, json: { code: 'unknown-form-version' } });
  });
  it.each<[string, string | undefined, string, string, unknown, number, string]>([
    ['nobody signed in', undefined, 'GET', '/api/v1/applications', undefined, 401, 'sign-in-needed'],
    ['an applicant at the desk', 'researcher', 'GET', '/api/v1/desk', undefined, 403, 'role-missing'],
    ['a data holder at the desk', 'holder', 'GET', '/api/v1/desk', undefined, 403, 'role-missing'],
    ['an officer as applicant', 'handler', 'POST', '/api/v1/applications', { datasets: ['x'], language: 'en' }, 403, 'role-missing'],
    ['an unknown dataset', 'researcher', 'POST', '/api/v1/applications', { type: 'access', language: 'en', datasets: ['nothing'] }, 422, 'datasets-not-available'],
    ['no dataset', 'researcher', 'POST', '/api/v1/applications', { type: 'access', language: 'en', datasets: [] }, 400, 'invalid-body'],
    ['broken JSON', 'researcher', 'POST', '/api/v1/applications', '{"type":', 400, 'malformed'],
    ['an unknown application', 'researcher', 'GET', '/api/v1/applications/none', undefined, 404, 'application-not-found'],
    ['an unknown case', 'handler', 'GET', '/api/v1/desk/none/FR', undefined, 404, 'leg-not-found'],
    ["another node's case", 'handler', 'GET', '/api/v1/desk/none/FI', undefined, 404, 'leg-not-found'],
    ['an unknown action', 'handler', 'POST', '/api/v1/desk/none/FR/actions', { action: 'burn' }, 400, 'invalid-body'],
    ['an unknown status at the desk', 'handler', 'GET', '/api/v1/desk?status=LOST', undefined, 400, 'invalid-query'],
  ])('answers %s', async (_name, as, method, path, body, status, code) => {
    expect(await call(as, method, path, body)).toMatchObject({ status, type: expect.stringContaining('application/problem+json'), json: { status, code, requestId: expect.any(String) } });
  });
  it('answers a form with missing fields with every field, and keeps the text', async () => {
    const { id } = await draft(['FR', 'FI']);
    await call('researcher', 'PUT', `/api/v1/applications/${id}`, { answers: { values: { 's2.projectName': 'Kept' }, perCountry: {} } });
    const refused = await call('researcher', 'POST', `/api/v1/applications/${id}/submit`);
    expect(refused).toMatchObject({ status: 422, json: { code: 'application-incomplete' } });
    const problems = refused.json?.['problems'] as { path: string; code: string }[];
    expect(problems).toEqual(expect.arrayContaining([expect.objectContaining({ path: 's2.projectLeader', code: 'required' }), expect.objectContaining({ path: 's6.extractionMethod@FI' })]));
    expect((await call('researcher', 'GET', `/api/v1/applications/${id}`)).json).toMatchObject({ title: 'Kept' });
  });
  it('tells a second tab with 409, and hides a draft from others', async () => {
    const { id } = await draft();
    await call('researcher', 'PUT', `/api/v1/applications/${id}`, { language: 'fr' }, { 'if-match': '"1"' });
    expect(await call('researcher', 'PUT', `/api/v1/applications/${id}`, { language: 'de' }, { 'if-match': '"1"' })).toMatchObject({ status: 409, json: { code: 'draft-changed', revision: 2 } });
    expect(await call('researcher', 'PUT', `/api/v1/applications/${id}`, { language: 'de' }, { 'if-match': 'what' })).toMatchObject({ status: 400, json: { code: 'bad-if-match' } });
    for (const [method, path] of [['GET', ''], ['DELETE', ''], ['POST', '/submit'], ['POST', '/withdraw'], ['POST', '/legs/FR/withdraw']] as const)
      expect((await call('stranger', method, `/api/v1/applications/${id}${path}`)).status).toBe(404);
    expect((await call('researcher', 'DELETE', `/api/v1/applications/${id}`)).status).toBe(204);
  });
  it('publishes the register to everybody', async () => {
    expect((await call(undefined, 'GET', '/api/v1/register?perPage=1')).json).toMatchObject({ page: 1, perPage: 1, entries: [expect.objectContaining({ hdab: 'Body of FR' })] });
  });
});
