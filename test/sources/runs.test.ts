import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sourceShape } from '../../core/api/sources.ts';
import { fixedClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import { itemsOf } from '../../node/catalogue/sources/item-store.ts';
import type { SourceReader } from '../../mappings/source-events/read-event.ts';
import { findRun } from '../../node/catalogue/sources/run-store.ts';
import { createSources } from '../../node/catalogue/sources/sources.ts';
import { createSourceViews } from '../../node/catalogue/sources/views.ts';
import { recordById } from '../../node/catalogue/store.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { testPorts } from './support/pipeline.ts';
import type { Site } from './support/web.ts';
import { sendTurtle, startSite, turtleOf } from './support/web.ts';

const operator: Caller = { person: 'op', name: 'Operator', email: undefined, language: 'en', roles: ['operator'], holder: undefined };
const names = (from: number, to: number): string[] => Array.from({ length: to - from }, (_none, at) => `r${from + at}`);

describe('runs of a source', () => {
  let open: TestDatabase;
  let site: Site;
  let count = 0;
  const clock = fixedClock('2026-11-21T08:00:00.000Z');
  let id = '';
  beforeAll(async () => {
    [open, site] = await Promise.all([openTestDatabase(), startSite()]);
  });
  afterAll(() => Promise.all([open.close(), site.close()]));
  beforeEach(() => {
    count += 1;
    id = `s${count}`;
  });

  const setUp = async (more: Record<string, unknown> = {}) => {
    const ports = testPorts(open, clock);
    const sources = createSources(ports);
    await sources.add(sourceShape.parse({ id, kind: 'dcat', address: `${site.url}/catalog`, privateAddresses: true, limits: { perSecond: 100, tries: 1 }, ...more }), operator);
    return { ports, sources, run: (full = true) => sources.run(id, { mode: 'run', trigger: 'test', actor: 'test', full }) };
  };
  const serve = (text: string): void => {
    site.answer = (_req, res) => sendTurtle(res, text);
  };
  const items = async (run: string) => (await itemsOf(open.db, run, { limit: 1000 })).map((item) => [item.record.split('/').at(-1), item.outcome, item.code]);

  /** Three pages of ten records each. @param change text put behind the description of a page */
  const servePages = (change: (page: number, text: string) => string = (_page, text) => text): void => {
    const base = `${site.url}/${id}`;
    site.answer = (req, res) => {
      const page = Number(new URL(req.url ?? '', site.url).searchParams.get('page') ?? 1);
      sendTurtle(res, change(page, turtleOf(base, names(page * 10, page * 10 + 10), page < 3 ? `<${site.url}/catalog?page=${page}> hydra:next "${site.url}/catalog?page=${page + 1}" .` : '')));
    };
  };

  it('does not read a page again that is as it was, and reads one that changed', async () => {
    servePages();
    const { run } = await setUp();
    await run();
    // without its payloads a run can only tell from what is stored
    await sql`update catalogue_source_record set hash = 'told by the page', title = 'Told by the page' where source = ${id}`.execute(open.db);
    await sql`update catalogue_source_url u set mark = (select md5(string_agg(r.iri || ' ' || r.hash, ' ' order by r.iri)) from catalogue_source_record r where r.source = u.source and u.page -> 'records' ? r.iri) where source = ${id}`.execute(open.db);
    const again = await run();
    expect(again).toMatchObject({ state: 'done', counts: { read: 30, unchanged: 30, missing: 0 } });
    expect((await itemsOf(open.db, again.id, { limit: 100 })).map((item) => item.title)).toEqual(Array.from({ length: 30 }, () => 'Told by the page'));
    servePages((page, text) => (page === 2 ? text.replace('"Dataset r20"', '"Dataset r20, changed"') : text));
    const third = await run();
    expect(third.counts).toMatchObject({ changed: 1, unchanged: 29 });
    expect((await itemsOf(open.db, third.id, { limit: 100 })).filter((item) => item.title === 'Told by the page').length).toBe(20);
  });

  it('reads a page again for a record that was refused, and for one that was withdrawn here', async () => {
    servePages((page, text) => (page === 3 ? `${text}<${site.url}/${id}/d/bad> a dcat:Dataset ; dct:title "Bad\\u0000"@en .` : text));
    const { run } = await setUp();
    expect((await run()).counts).toMatchObject({ new: 30, refused: 1 });
    expect((await run()).counts).toMatchObject({ unchanged: 30, refused: 1 });
    await sql`update catalogue_source_record set withdrawn_at = now() where source = ${id} and iri like '%/r11'`.execute(open.db);
    const back = await run();
    expect(back.counts).toMatchObject({ read: 31, unchanged: 30, refused: 1 });
    expect((await sql<{ n: number }>`select count(*) as n from catalogue_source_record where source = ${id} and withdrawn_at is null`.execute(open.db)).rows[0]?.n).toBe(30);
  });

  it('believes 304 for a page only while its records are stored as they were', async () => {
    const etags: (string | undefined)[] = [];
    servePages();
    const pages = site.answer;
    site.answer = (req, res) => {
      etags.push(req.headers['if-none-match']);
      if (req.headers['if-none-match'] === '"same"') return void res.writeHead(304).end();
      res.setHeader('etag', '"same"');
      return pages(req, res);
    };
    const { run } = await setUp();
    await run();
    expect((await run()).counts).toMatchObject({ read: 30, unchanged: 30 });
    await sql`update catalogue_source_record set hash = 'other' where source = ${id} and iri like '%/r11'`.execute(open.db);
    expect((await run()).counts).toMatchObject({ read: 30, unchanged: 30 });
    expect(etags).toEqual([...Array.from({ length: 3 }, () => undefined), ...Array.from({ length: 3 }, () => '"same"'), undefined, '"same"', '"same"']);
  });

  it('reads Hydra pages to the end and shows a dry run without changing anything', async () => {
    const base = `${site.url}/${id}`;
    site.answer = (req, res) => {
      const page = Number(new URL(req.url ?? '', site.url).searchParams.get('page') ?? 1);
      sendTurtle(res, turtleOf(base, names(page * 10, page * 10 + 10), page < 3 ? `<${site.url}/catalog?page=${page}> hydra:next "${site.url}/catalog?page=${page + 1}" .` : ''));
    };
    const { sources, run } = await setUp();
    const dry = await sources.run(id, { mode: 'dry-run', trigger: 'test', actor: 'test', full: true });
    expect(dry).toMatchObject({ state: 'done', counts: { new: 30 } });
    expect((await createSourceViews(testPorts(open, clock)).get(id)).records).toBe(0);
    expect(await run()).toMatchObject({ state: 'done', counts: { new: 30 } });
    expect(await run()).toMatchObject({ state: 'done', counts: { new: 0, unchanged: 30 } });
  });

  it('marks what is missing, and withdraws it only after three full runs and seven days', async () => {
    const base = `${site.url}/${id}`;
    serve(turtleOf(base, names(0, 20)));
    const { run } = await setUp();
    await run();
    serve(turtleOf(base, names(1, 20)));
    const first = await run();
    expect(first.counts).toMatchObject({ missing: 1, withdrawn: 0 });
    const [gone] = (await itemsOf(open.db, first.id, { outcome: 'missing', limit: 1 })).map((item) => item.record_id ?? '');
    expect((await run()).counts.withdrawn).toBe(0);
    expect((await run()).counts.withdrawn).toBe(0);
    clock.advance(7 * 86_400_000);
    expect((await run()).counts.withdrawn).toBe(1);
    expect(await recordById(open.db, gone ?? '')).toMatchObject({ state: 'withdrawn' });
    serve(turtleOf(base, names(0, 20)));
    await run();
    expect((await recordById(open.db, gone ?? ''))?.state).not.toBe('withdrawn');
  });

  it('holds a run that would withdraw more than a tenth, until a person types the number', async () => {
    const base = `${site.url}/${id}`;
    serve(turtleOf(base, names(0, 30)));
    const { sources, ports, run } = await setUp();
    await run();
    serve(turtleOf(base, names(10, 30)));
    await run();
    await run();
    clock.advance(8 * 86_400_000);
    const held = await run();
    expect(held).toMatchObject({ state: 'held', code: 'held-by-guard', holds: 'withdrawals' });
    expect(ports.told.at(-1)).toMatchObject({ code: 'held-by-guard' });
    const view = await createSourceViews(ports).run(id, held.id);
    expect(view.held).toMatchObject({ live: 30, going: 10 });
    await expect(sources.decide(id, held.id, { action: 'withdraw', confirm: 9 }, operator)).rejects.toMatchObject({ code: 'confirm-number' });
    await sources.decide(id, held.id, { action: 'withdraw', confirm: 10 }, operator);
    expect((await createSourceViews(ports).get(id)).records).toBe(20);
    await expect(sources.decide(id, held.id, { action: 'keep' }, operator)).rejects.toMatchObject({ code: 'run-not-held' });
  });

  it.each([
    ['shrinks to nothing', '<http://x/c> a <http://www.w3.org/ns/dcat#Catalog> .', 'source-empty'],
    ['answers with other datasets under another name', `${turtleOf('http://x', ['a', 'b'])} <http://x/c> a dcat:Catalog ; dct:title "Another catalogue" .`, 'other-catalogue'],
  ])('holds everything when the source %s', async (_what, text, code) => {
    const base = `${site.url}/${id}`;
    serve(turtleOf(base, names(0, 8), `<${base}/c> a dcat:Catalog ; dct:title "Ours" .`));
    const { run } = await setUp();
    await run();
    serve(text);
    expect(await run()).toMatchObject({ state: 'held', holds: 'all', code });
    serve(turtleOf(base, names(0, 8), `<${base}/c> a dcat:Catalog ; dct:title "Ours" .`));
    expect(await run()).toMatchObject({ state: 'done', counts: { unchanged: 8, missing: 0 } });
  });

  it('fails with a sentence on a login page, and never calls a record missing for it', async () => {
    serve(turtleOf(`${site.url}/${id}`, names(0, 3)));
    const { run } = await setUp();
    await run();
    site.answer = (_req, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><html><form>Password <input></form></html>');
    const failed = await run();
    expect(failed).toMatchObject({ state: 'failed', code: 'parse-error', counts: { missing: 0 } });
    expect(failed.detail).toMatch(/HTML page that asks for a login/);
  });

  it('ends a feed that loops, and a page that breaks, as incomplete: nothing is missing', async () => {
    const base = `${site.url}/${id}`;
    serve(turtleOf(base, names(0, 20)));
    const { run } = await setUp();
    await run();
    site.answer = (req, res) => sendTurtle(res, turtleOf(base, req.url?.includes('page=2') === true ? ['r1'] : ['r0'], `<${base}/p> hydra:next <${site.url}/catalog?page=${req.url?.includes('page=2') === true ? '2' : '2'}> .`));
    expect(await run()).toMatchObject({ state: 'done-with-errors', complete: false, code: 'loop', counts: { missing: 0 } });
    site.answer = (req, res) => (req.url?.includes('page=2') === true ? void res.writeHead(404).end() : sendTurtle(res, turtleOf(base, ['r0'], `<${base}/p> hydra:next <${site.url}/catalog?page=2> .`)));
    expect(await run()).toMatchObject({ complete: false, code: 'unreadable', counts: { missing: 0 } });
    site.answer = (_req, res) => sendTurtle(res, turtleOf(base, ['r0'], `<${base}/p> hydra:next <http://127.0.0.1:1/other> .`));
    expect(await run()).toMatchObject({ complete: false, code: 'other-origin', counts: { missing: 0 } });
  });

  it('refuses both of two records with one identifier; the stored one stays', async () => {
    const base = `${site.url}/${id}`;
    serve(turtleOf(base, ['a', 'b']));
    const { run } = await setUp();
    await run();
    serve(`${turtleOf(base, ['a', 'b'])} <${base}/d/c> a dcat:Dataset ; dct:title "Copy"@en ; dct:identifier "a" .`);
    const second = await run();
    expect(second).toMatchObject({ state: 'done-with-errors', counts: { duplicate: 2, unchanged: 1, missing: 0 } });
    expect((await items(second.id)).filter(([, , code]) => code === 'duplicate-identifier').map(([name]) => name)).toEqual(['a', 'c']);
  });

  it('keeps the record when its address or its identifier changes', async () => {
    const base = `${site.url}/${id}`;
    serve(turtleOf(base, ['a', 'b']));
    const { run } = await setUp();
    const first = await run();
    const before = (await itemsOf(open.db, first.id, { limit: 10 })).find((item) => item.record.endsWith('/a'))?.record_id;
    serve(`${turtleOf(base, ['b'])} <${base}/moved/a> a dcat:Dataset ; dct:title "Dataset a"@en ; dct:identifier "a" .`);
    const moved = await run();
    expect((await itemsOf(open.db, moved.id, { limit: 10 })).find((item) => item.record.endsWith('/moved/a'))?.record_id).toBe(before);
    expect(moved.counts.missing).toBe(0);
    serve(`${turtleOf(base, ['b'])} <${base}/moved/a> a dcat:Dataset ; dct:title "Dataset a"@en ; dct:identifier "a-new" .`);
    const renamed = await run();
    expect((await itemsOf(open.db, renamed.id, { limit: 10 })).find((item) => item.record.endsWith('/moved/a'))?.record_id).toBe(before);
  });

  it('asks only for what changed: 304 and equal bytes leave everything as it is', async () => {
    const text = turtleOf(`${site.url}/${id}`, names(0, 5));
    let sent = 0;
    site.answer = (req, res) => {
      if (req.headers['if-none-match'] === '"v1"') return void res.writeHead(304).end();
      sent += 1;
      sendTurtle(res, text, { etag: '"v1"' });
    };
    const { run } = await setUp();
    await run();
    expect(await run()).toMatchObject({ state: 'done', counts: { unchanged: 5, missing: 0 } });
    expect(sent).toBe(1);
  });

  it('runs one at a time, and goes on after the process was killed in the middle', async () => {
    const base = `${site.url}/${id}`;
    serve(turtleOf(base, names(0, 50)));
    const { ports } = await setUp();
    let release = (): void => undefined;
    const stuck: SourceReader = async function* (context) {
      yield* take(ports.read(context), 20);
      await new Promise<void>((go) => (release = go));
    };
    const dying = createSources({ ...ports, read: stuck });
    const { run } = await dying.start(id, { mode: 'run', trigger: 'test', actor: 'test', full: true });
    await expect(dying.start(id, { mode: 'run', trigger: 'test', actor: 'test' })).rejects.toMatchObject({ code: 'run-in-progress' });
    // as after SIGKILL: nobody speaks for the run any more
    clock.advance(60_000);
    const heir = createSources(ports);
    await heir.resume();
    const ended = await waitFor('the resumed run to end', async () => {
      const row = await findRun(open.db, run);
      return row?.state === 'running' ? undefined : row;
    });
    expect(ended).toMatchObject({ state: 'done', counts: { new: 50 } });
    const stopped = dying.stop();
    release();
    await Promise.all([stopped, heir.stop()]);
  });
});

async function* take<T>(from: AsyncIterable<T>, many: number): AsyncGenerator<T> {
  let taken = 0;
  for await (const one of from) {
    if (taken++ >= many) return;
    yield one;
  }
}
