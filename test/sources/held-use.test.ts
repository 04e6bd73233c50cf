import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sourceShape } from '../../core/api/sources.ts';
import { fixedClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import { itemsOf } from '../../node/catalogue/sources/item-store.ts';
import { createSources } from '../../node/catalogue/sources/sources.ts';
import { createSourceViews } from '../../node/catalogue/sources/views.ts';
import { createUsage } from '../../node/catalogue/usage/usage.ts';
import { countUse, datasetUses } from '../../node/wiring/dataset-use.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { testPorts } from './support/pipeline.ts';
import type { Site } from './support/web.ts';
import { sendTurtle, startSite, turtleOf } from './support/web.ts';

const operator: Caller = { person: 'op', name: 'Operator', email: undefined, language: 'en', roles: ['operator'], holder: undefined };
const portal = 'http://127.0.0.1:8101';
const clock = fixedClock('2026-11-21T08:00:00.000Z');
let open: TestDatabase;
let site: Site;
beforeAll(async () => {
  [open, site] = await Promise.all([openTestDatabase(), startSite()]);
});
afterAll(() => Promise.all([open.close(), site.close()]));

const choice = (id: string): string => JSON.stringify([{ id, iri: `${portal}/dataset/${id}`, node: 'FR', country: 'FR', title: { en: 'x' } }]);
const application = async (id: string, dataset: string, submitted: boolean, legStatus?: string): Promise<void> => {
  await sql`insert into application (id, type, form_version, language, title, applicant, answers, datasets, created_at, updated_at, submitted_at)
    values (${id}, 'access', '1', 'en', 't', 'p', '{}', ${choice(dataset)}::jsonb, ${clock.now()}, ${clock.now()}, ${submitted ? clock.now() : null})`.execute(open.db);
  if (legStatus !== undefined) await sql`insert into home_leg (application, node, country, status, version, as_of) values (${id}, 'FR', 'FR', ${legStatus}, 1, ${clock.now()})`.execute(open.db);
};

it('a held run says which drafts and open applications use what would go', async () => {
  const ports = testPorts(open, clock, { usage: datasetUses(open.db, portal) });
  const sources = createSources(ports);
  await sources.add(sourceShape.parse({ id: 's', kind: 'dcat', address: `${site.url}/catalog`, privateAddresses: true, limits: { perSecond: 100, tries: 1 } }), operator);
  const run = () => sources.run('s', { mode: 'run', trigger: 'test', actor: 'test', full: true });
  const names = Array.from({ length: 8 }, (_none, at) => `r${at}`);
  const serve = (ids: readonly string[]): void => {
    site.answer = (_req, res) => sendTurtle(res, turtleOf(site.url, ids));
  };
  serve(names);
  const first = await run();
  const records = new Map((await itemsOf(open.db, first.id, { limit: 100 })).map((item) => [item.record.split('/').at(-1), item.record_id ?? '']));
  const [used = '', closed = ''] = [records.get('r0'), records.get('r1')];
  await application('app-draft', used, false);
  await application('app-open', used, true, 'PROCESSING');
  await application('app-closed', closed, true, 'DECISION_ISSUED');
  await sql`insert into received_leg (application, home, type, track, status, version, form, form_version, language, title, answers, datasets, content_hash, received_at, as_of, in_seq)
    values ('app-abroad', 'FI', 'access', 'normal', 'SUBMITTED', 1, 'f', '1', 'en', 't', '{}', ${choice(used)}::jsonb, 'h', ${clock.now()}, ${clock.now()}, 1)`.execute(open.db);
  serve(['r7']);
  await run();
  await run();
  clock.advance(8 * 86_400_000);
  const held = await run();
  expect(held.state).toBe('held');
  const going = (await createSourceViews(ports).run('s', held.id)).held?.records ?? [];
  expect(going.find((one) => one.recordId === used)).toMatchObject({ baskets: 1, applications: ['app-abroad', 'app-open'] });
  expect(going.find((one) => one.recordId === closed)).toMatchObject({ baskets: 0, applications: [] });
  expect(going).toHaveLength(7);

  const usage = createUsage({ db: open.db, clock });
  const count = countUse(usage, portal);
  count('basket', [{ id: used, iri: `${portal}/dataset/${used}` }]);
  count('application', [{ id: 'their-copy', iri: `${portal}/dataset/${used}` }, { id: 'x', iri: 'https://fi.example/dataset/y' }]);
  await usage.flush();
  expect((await usage.since('2026-01-01', undefined)).map((row) => [row.record_id, row.kind, row.n])).toEqual([[used, 'application', 1], [used, 'basket', 1]]);
});
