import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { createAlerts } from '../../node/catalogue/alerts/alerts.ts';
import type { Alerts } from '../../node/catalogue/alerts/alerts.ts';
import { searchParameters } from '../../node/catalogue/search/read-query.ts';
import { createUsage } from '../../node/catalogue/usage/usage.ts';
import { withdraw } from '../../node/catalogue/withdraw.ts';
import { inTransaction } from '../../node/storage/db.ts';
import type { TestCatalogue } from './support.ts';
import { openTestCatalogue } from './support.ts';

let at: TestCatalogue;
let alerts: Alerts;
let id: string;

beforeAll(async () => {
  at = await openTestCatalogue();
  alerts = createAlerts({ db: at.db, clock: systemClock, index: at.catalogue.index, newestChange: at.catalogue.newestChange });
  id = (await at.add({ iri: 'https://h.example/1', title: { en: 'Cancer registry' } })).recordId ?? '';
  await alerts.run();
});
afterAll(() => at.close());

it('tells what is new to a saved search and changed or withdrawn in what is watched, once', async () => {
  await alerts.save('p1', 'Cancer', searchParameters.parse({ q: 'cancer' }), 'en');
  await alerts.watch('p2', id);
  expect(await alerts.run()).toBe(0);
  await at.add({ iri: 'https://h.example/2', title: { en: 'Another cancer registry' } });
  await at.add({ iri: 'https://h.example/3', title: { en: 'Births' } });
  await at.add({ iri: 'https://h.example/1', title: { en: 'Cancer registry, renamed' } });
  expect(await alerts.run()).toBe(3);
  expect(await alerts.run()).toBe(0);
  expect((await alerts.alerts('p1')).map((one) => [one.reason, one.title]).sort()).toEqual([['changed', 'Cancer registry, renamed'], ['new', 'Another cancer registry']]);
  expect((await alerts.alerts('p2')).map((one) => one.reason)).toEqual(['changed']);
  await inTransaction(at.db, (tx) => withdraw(tx, id, { at: systemClock.now(), reason: 'closed' }));
  await alerts.run();
  expect((await alerts.alerts('p2'))[0]?.reason).toBe('withdrawn');
  await alerts.markRead('p2');
  expect((await alerts.alerts('p2')).every((one) => one.read_at !== null)).toBe(true);
  expect(await alerts.alerts('p3')).toEqual([]);
});

it('counts use by day without persons', async () => {
  const usage = createUsage({ db: at.db, clock: systemClock });
  usage.count(id, 'view');
  usage.count(id, 'view');
  usage.count('nonsense', 'view');
  await usage.flush();
  usage.count(id, 'view');
  await usage.flush();
  expect((await usage.since('2020-01-01', undefined)).map((row) => [row.kind, row.n])).toEqual([['view', 3]]);
  expect(await usage.since('2020-01-01', 'somebody else')).toEqual([]);
});
