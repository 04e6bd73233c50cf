import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceShape } from '../../core/api/sources.ts';
import { fixedClock, instantOf, systemClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import type { TextAsk } from '../../node/catalogue/ingest/looker.ts';
import { createThreadLooker } from '../../node/catalogue/ingest/thread-looker.ts';
import { itemsOf } from '../../node/catalogue/sources/item-store.ts';
import type { SourcePorts } from '../../node/catalogue/sources/ports.ts';
import { lastRuns } from '../../node/catalogue/sources/run-store.ts';
import { createSources } from '../../node/catalogue/sources/sources.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { manyIri, manyRecords } from './support/many-records.ts';
import { realPorts, testPorts } from './support/pipeline.ts';

const operator: Caller = { person: 'op', name: 'Operator', email: undefined, language: 'en', roles: ['operator'], holder: undefined };
const config = (id: string) => sourceShape.parse({ id, kind: 'dcat', address: 'https://many.example/catalog' });
const quiet = { info: () => undefined, warn: () => undefined };

let open: TestDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

const ready = async (id: string, ports: SourcePorts) => {
  const sources = createSources(ports);
  await sources.add(config(id), operator);
  return { sources, run: (mode: 'run' | 'dry-run' = 'run') => sources.run(id, { mode, trigger: 'test', actor: 'test', full: true }) };
};

describe('a batch', () => {
  it('with a record that the database refuses stores all the others', async () => {
    await sql`create function refuse_it() returns trigger language plpgsql as $$ begin raise exception 'no room for this one'; end $$`.execute(open.db);
    await sql`create trigger refuse_it before insert on catalogue_record for each row when (new.title = 'Register 7') execute function refuse_it()`.execute(open.db);
    const { run } = await ready('one-bad', { ...testPorts(open, systemClock), read: manyRecords(20), log: quiet });
    const ended = await run();
    expect(ended).toMatchObject({ state: 'done-with-errors', counts: { new: 19, refused: 1 } });
    const refused = (await itemsOf(open.db, ended.id, { outcome: 'refused', limit: 10 })).map(({ record, code }) => [record, code]);
    expect(refused).toEqual([[manyIri(7), 'mapping-failed']]);
    const told = (await sql<{ n: number }>`select count(*) as n from catalogue_event where kind = 'dataset' and record_id in (select id from catalogue_record where source = 'one-bad')`.execute(open.db)).rows[0]?.n;
    expect(told).toBe(19);
    await sql`drop trigger refuse_it on catalogue_record`.execute(open.db);
    expect((await run()).counts).toMatchObject({ new: 1, unchanged: 19, refused: 0 });
  });

  it('tells of an agent once, however many of its records name it, and before them', async () => {
    await (await ready('agents', { ...testPorts(open, systemClock), read: manyRecords(12, (n) => `Agents ${n}`) })).run();
    const rows = (await sql<{ kind: string; published: string }>`select e.kind, e.published from catalogue_event e where e.kind = 'agent' or e.record_id in (select id from catalogue_record where source = 'agents') order by e.published`.execute(open.db)).rows;
    expect(new Set(rows.map((row) => row.published)).size).toBe(rows.length);
    const agents = (await sql<{ object: string; n: number }>`select object, count(*) as n from catalogue_event where kind = 'agent' group by object`.execute(open.db)).rows;
    expect(agents.every((agent) => agent.n === 1)).toBe(true);
  });

  it('that changes wholly becomes new versions, with what changed', async () => {
    let revision = 1;
    const read: SourcePorts['read'] = (context) => manyRecords(10, (n) => `Wholly ${n} as of ${revision}`)(context);
    const { run } = await ready('changes', { ...testPorts(open, systemClock), read });
    await run();
    revision = 2;
    expect((await run('dry-run')).counts).toMatchObject({ changed: 10 });
    const ended = await run();
    expect(ended.counts).toMatchObject({ changed: 10, new: 0 });
    const [first] = await itemsOf(open.db, ended.id, { limit: 1 });
    expect(first?.diff).toEqual([{ path: 'dct:title', before: ['Wholly 0 as of 1 (en)'], after: ['Wholly 0 as of 2 (en)'] }]);
    const versions = (await sql<{ number: number; public: boolean; shown: number }>`select v.number, v.published_at is not null as public, r.shown from catalogue_version v join catalogue_record r on r.id = v.record_id where r.source = 'changes' and v.number = r.current`.execute(open.db)).rows;
    expect(versions).toEqual(Array.from({ length: 10 }, () => ({ number: 2, public: true, shown: 2 })));
  });
});

describe('threads', () => {
  const module = new URL('./odd-thread.ts', import.meta.url);
  const ask = (text: string, n: number): TextAsk => ({ id: `${n}`, isNew: true, at: '', iri: `${n}`, text });
  const lookAt = async (texts: readonly string[]): Promise<readonly string[]> => {
    const looker = createThreadLooker({ module, data: undefined, extra: () => undefined, threads: 1, deadlineMs: 5_000 });
    try {
      const found = await looker.look(texts.map(ask), { origin: { kind: 'own', source: 's' }, settings: undefined });
      return found.map((one) => (one.type === 'refused' ? one.detail : one.type));
    } finally {
      await looker.end();
    }
  };

  it('that die of one description lose no other', async () => {
    expect(await lookAt(['a', 'b', 'dies', 'd', 'e'])).toEqual(['0', '1', 'broken', '3', '4']);
  });
  it('that never come back are left', async () => {
    expect(await lookAt(['hangs'])).toEqual(['broken']);
  });
  it('look as the node itself does', async () => {
    const ports = realPorts(open, systemClock);
    const { run } = await ready('threads', { ...ports, read: manyRecords(320, (n) => `Threads ${n}`) });
    expect((await run()).counts).toMatchObject({ new: 320, refused: 0 });
    // so few are looked at in this thread
    const here = await ready('threads', { ...ports, read: manyRecords(5, (n) => `Threads ${n}`) });
    await sql`update catalogue_source_record set hash = '' where source = 'threads'`.execute(open.db);
    expect((await here.run()).counts).toMatchObject({ unchanged: 5, changed: 0 });
  });
});

it('a run killed in the middle of its batches goes on: nothing is lost, nothing is there twice', async () => {
  const records = 1_000;
  await ready('many', testPorts(open, systemClock));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-child.ts'), open.url, String(records)], { stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const stored = async (): Promise<number> => (await sql<{ n: number }>`select count(*) as n from catalogue_record where source = 'many'`.execute(open.db)).rows[0]?.n ?? 0;
  await waitFor('some batches to be stored', async () => (await stored()) >= 200, { timeoutMs: 60_000 });
  child.kill('SIGKILL');
  await gone;
  expect(await stored()).toBeLessThan(records);
  // what has not been heard of for so long is taken over
  const later = fixedClock(instantOf(systemClock.ms() + 120_000));
  await createSources({ ...testPorts(open, later), read: manyRecords(records) }).resume();
  const ended = await waitFor('the run to end', async () => (await lastRuns(open.db)).find((one) => one.source === 'many' && one.state !== 'running'), { timeoutMs: 60_000 });
  expect(ended).toMatchObject({ state: 'done', counts: { new: records, refused: 0, duplicate: 0 } });
  const there = (await sql<{ records: number; versions: number; known: number; searched: number }>`select (select count(*) from catalogue_record where source = 'many') as records,
    (select count(*) from catalogue_version v join catalogue_record r on r.id = v.record_id where r.source = 'many') as versions, (select count(*) from catalogue_source_record where source = 'many') as known,
    (select count(*) from catalogue_search s join catalogue_record r on r.id = s.record_id where r.source = 'many') as searched`.execute(open.db)).rows[0];
  expect(there).toEqual({ records, versions: records, known: records, searched: records });
}, 120_000);
