import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asId } from '../../core/ids.ts';
import type { Role } from '../../core/roles.ts';
import { createSameDataset } from '../../node/catalogue/same-dataset.ts';
import { errorHandler } from '../../node/http/errors.ts';
import { getSame } from '../../node/http/public/catalogue/same-dataset.ts';
import { attach, mount } from '../../node/http/run-operation.ts';
import { inTransaction } from '../../node/storage/db.ts';
import type { TestCatalogue } from './support.ts';
import { describeOne, openTestCatalogue } from './support.ts';

type Answer = { published: { node: string; differences: { path: string; before: string[]; after: string[] }[] }[]; likely?: { title: string; because: string; similarity: number }[] };

let at: TestCatalogue;
let server: Server;
let base = '';
beforeAll(async () => {
  at = await openTestCatalogue();
  const app = express();
  app.use((req, _res, next) => {
    const roles = String(req.headers['x-test-roles'] ?? '').split(' ').filter((role) => role !== '') as Role[];
    if (roles.length > 0) attach(req, { caller: { person: 'p', name: 'Tester', email: undefined, language: 'en', roles, holder: undefined } });
    next();
  });
  mount(app, [getSame(createSameDataset({ db: at.db, representations: at.catalogue.representations }))], () => undefined);
  app.use(errorHandler(pino({ level: 'silent' })));
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/datasets`;
});
afterAll(async () => {
  server.close();
  await at.close();
});
const ask = async (id: string, roles = ''): Promise<Answer> => (await (await fetch(`${base}/${id}/same`, { headers: { 'x-test-roles': roles } })).json()) as Answer;

it('shows what two catalogues say differently of one dataset, and tells staff what is only likely the same', async () => {
  const doi = '10.5281/zenodo.123456';
  const own = await at.add({ iri: 'https://h.example/cancer', identifier: doi, title: { en: 'National cancer registry' }, individuals: 1000, holder: 'Registry office', more: 'dcat:landingPage <https://h.example/page> ;' });
  const copy = describeOne({ iri: 'https://fi.example/dataset/9', identifier: doi, title: { en: 'National cancer registry' }, individuals: 900, holder: 'Registry office' });
  await inTransaction(at.db, (tx) => at.ingest(tx, copy, { origin: { kind: 'partner', node: asId('FI') }, actor: 'partner:FI' }));
  await at.add({ iri: 'https://h.example/twin', title: { en: 'National cancer registry.' }, holder: 'Registry office' });
  await at.add({ iri: 'https://h.example/paged', title: { en: 'National Cancer Registry' }, holder: 'Somebody else', more: 'dcat:landingPage <https://h.example/page> ;' });
  await at.add({ iri: 'https://h.example/other', title: { en: 'National cancer registry' }, holder: 'Nobody related' });

  const answer = await ask(own.recordId ?? '');
  expect(answer.published.map(({ node }) => node)).toEqual(['FI']);
  expect(answer.published[0]?.differences).toContainEqual({ path: 'healthdcatap:numberOfUniqueIndividuals', before: ['1000'], after: ['900'] });
  expect(answer.published[0]?.differences.map(({ path }) => path)).not.toContain('dct:identifier');
  expect(answer.likely).toBeUndefined();
  expect((await ask(own.recordId ?? '', 'researcher')).likely).toBeUndefined();
  const { likely } = await ask(own.recordId ?? '', 'case-handler');
  expect(likely?.map(({ title, because }) => [title, because])).toEqual([['National cancer registry.', 'holder'], ['National Cancer Registry', 'landing-page']]);
  expect((await fetch(`${base}/018f0000-0000-7000-8000-000000000000/same`)).status).toBe(404);
});
