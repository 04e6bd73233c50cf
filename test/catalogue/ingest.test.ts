import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceShape } from '../../core/api/sources.ts';
import type { Finding } from '../../core/catalogue/finding.ts';
import { fixedClock, systemClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import type { SourceReader } from '../../mappings/source-events/read-event.ts';
import type { SourcePorts } from '../../node/catalogue/sources/ports.ts';
import { lastRuns } from '../../node/catalogue/sources/run-store.ts';
import { createSources } from '../../node/catalogue/sources/sources.ts';
import { searchParameters } from '../../node/catalogue/search/read-query.ts';
import { withdraw } from '../../node/catalogue/withdraw.ts';
import { recordById } from '../../node/catalogue/store.ts';
import { inTransaction } from '../../node/storage/db.ts';
import { testPorts } from '../sources/support/pipeline.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestCatalogue } from './support.ts';
import { describeOne, openTestCatalogue } from './support.ts';

let at: TestCatalogue;
let faulty = false;
const violation: Finding = { code: 'missing', severity: 'violation', rule: 'R8', focus: 'x', path: 'dct:provenance', found: [], expected: 'one' };

beforeAll(async () => {
  at = await openTestCatalogue({ findings: () => (faulty ? [violation] : []) });
});
afterAll(() => at.close());

it('does nothing when nothing changed, whatever the order of statements', async () => {
  const d = { iri: 'https://h.example/1', title: { en: 'One', fr: 'Un' }, keyword: { en: 'a' } };
  const first = await at.add(d);
  expect(first.outcome).toBe('new');
  const again = describeOne(d);
  expect(await at.own({ iri: again.iri, quads: [...again.quads].reverse() })).toMatchObject({ outcome: 'unchanged', recordId: first.recordId });
});

it('keeps the received identifiers beside its own', async () => {
  const id = (await at.add({ iri: 'https://h.example/2', identifier: 'REG-2', title: { en: 'Two' } })).recordId ?? '';
  const { record } = (await at.catalogue.representations.head(id)).version;
  expect(record.iri).toBe(`${at.publicUrl}/dataset/${id}`);
  expect(record.identifier).toEqual([record.iri]);
  expect(record.otherIdentifier.map((one) => one.notation)).toContain('REG-2');
});

it('shows no own record with a violation, and keeps showing the last clean version', async () => {
  faulty = true;
  const draft = await at.add({ iri: 'https://h.example/3', title: { en: 'Three' } });
  expect(draft.state).toBe('draft');
  await expect(at.catalogue.representations.head(draft.recordId ?? '')).rejects.toMatchObject({ code: 'unknown-dataset' });
  faulty = false;
  const clean = await at.add({ iri: 'https://h.example/3', title: { en: 'Three, mended' } });
  expect(clean).toMatchObject({ recordId: draft.recordId, state: 'published' });
  faulty = true;
  await at.add({ iri: 'https://h.example/3', title: { en: 'Three, broken again' } });
  faulty = false;
  expect((await at.catalogue.representations.head(draft.recordId ?? '')).version.record.title).toEqual({ en: 'Three, mended' });
});

it('refuses a second record of a source with the same identifier; the older one stays', async () => {
  const seen = new Set<string>();
  const origin = { kind: 'own' as const, source: 's1', seen };
  const one = await at.own(describeOne({ iri: 'https://h.example/a', identifier: 'SAME', title: { en: 'A' } }), { origin });
  const two = await at.own(describeOne({ iri: 'https://h.example/b', identifier: 'SAME', title: { en: 'B' } }), { origin });
  expect([one.outcome, two.outcome, two.code]).toEqual(['new', 'duplicate', 'duplicate-identifier']);
});

it('follows a record that changes its address but keeps its identifier, in a later run', async () => {
  const moved = await at.own(describeOne({ iri: 'https://h.example/moved', identifier: 'SAME', title: { en: 'A' } }), { origin: { kind: 'own', source: 's1', seen: new Set() } });
  expect(moved.outcome).toBe('changed');
});

it('refuses a record without address and identifier', async () => {
  const nameless = describeOne({ iri: 'https://h.example/n', title: { en: 'N' } });
  const quads = nameless.quads.filter((q) => !q.predicate.value.endsWith('/identifier'));
  const { blankNode, quad } = await import('../../mappings/rdf/terms.ts');
  const blank = blankNode('x');
  const result = await at.own({ iri: '_:x', quads: quads.map((q) => (q.subject.value === nameless.iri ? quad(blank, q.predicate.value, q.object) : q)) });
  expect(result).toMatchObject({ outcome: 'refused', code: 'no-identifier' });
});

it('gives a withdrawn record its id back when the source brings it back', async () => {
  const id = (await at.add({ iri: 'https://h.example/5', title: { en: 'Five' } })).recordId ?? '';
  await inTransaction(at.db, (tx) => withdraw(tx, id, { at: systemClock.now(), reason: 'gone' }));
  expect(await at.add({ iri: 'https://h.example/5', title: { en: 'Five' } })).toMatchObject({ recordId: id, state: 'published' });
  expect((await recordById(at.db, id))?.withdrawn_at).toBeNull();
});

it('merges the same dataset of two sources visibly', async () => {
  const one = await at.own(describeOne({ iri: 'https://doi.example/x', identifier: '10.5281/zenodo.123', title: { en: 'Twin records' } }), { origin: { kind: 'own', source: 'a' } });
  const two = await at.own(describeOne({ iri: 'https://other.example/y', identifier: 'https://doi.org/10.5281/zenodo.123', title: { en: 'Twin records' } }), { origin: { kind: 'own', source: 'b' } });
  expect((await at.catalogue.detail(two.recordId ?? '', 'en')).alsoPublishedBy.map((other) => other.id)).toEqual([one.recordId]);
  expect((await recordById(at.db, two.recordId ?? ''))?.primary_id).toBe(one.recordId);
  const found = (await at.catalogue.search(searchParameters.parse({ q: '"Twin records"' }), 'en')).results;
  expect(found.map((result) => [result.id, result.alsoPublishedBy?.length])).toEqual([[one.recordId, 1]]);
  await inTransaction(at.db, (tx) => withdraw(tx, one.recordId ?? '', { at: systemClock.now(), reason: 'gone' }));
  expect((await at.catalogue.search(searchParameters.parse({ q: '"Twin records"' }), 'en')).results.map((result) => result.id)).toEqual([two.recordId]);
});

it('lets a record out from behind one that corrected its DOI', async () => {
  const source = (id: string) => ({ origin: { kind: 'own' as const, source: id } });
  const front = (doi: string) => at.own(describeOne({ iri: 'https://doi.example/front', identifier: doi, title: { en: 'Wrongly twinned front' } }), source('c'));
  const one = await front('10.5281/zenodo.777');
  const two = await at.own(describeOne({ iri: 'https://doi.example/behind', identifier: '10.5281/zenodo.777', title: { en: 'Wrongly twinned other' } }), source('d'));
  expect((await recordById(at.db, two.recordId ?? ''))?.primary_id).toBe(one.recordId);
  await front('10.5281/zenodo.778');
  expect((await recordById(at.db, two.recordId ?? ''))?.primary_id).toBeNull();
  const found = (await at.catalogue.search(searchParameters.parse({ q: '"Wrongly twinned"' }), 'en')).results;
  expect(found.map((result) => result.id).sort()).toEqual([one.recordId, two.recordId].sort());
});

describe('a run', () => {
  const clock = fixedClock('2026-11-21T08:00:00.000Z');
  const operator: Caller = { person: 'op', name: 'Operator', email: undefined, language: 'en', roles: ['operator'], holder: undefined };
  let brought: readonly Description[] = [];
  const read: SourceReader = async function* () {
    for (const description of brought) yield await Promise.resolve({ type: 'description' as const, description });
  };
  const setUp = async (id: string, more: Partial<SourcePorts> = {}) => {
    const sources = createSources(testPorts(at, clock, { read, log: { info: () => undefined, warn: () => undefined }, ...more }));
    await sources.add(sourceShape.parse({ id, kind: 'dcat', address: 'https://h.example/catalog' }), operator);
    return { sources, run: () => sources.run(id, { mode: 'run', trigger: 'test', actor: 'test', full: true }) };
  };

  it('forgets what it saw in a batch that was taken back', async () => {
    const real = testPorts(at, clock).batches;
    const store: SourcePorts['batches']['store'] = async (tx, prepared, options, again) => {
      const stored = await real.store(tx, prepared, options, again);
      if (prepared.some((one) => one.type === 'ready' && one.received.iri.endsWith('/breaks'))) throw new Error('the database refuses it');
      return stored;
    };
    const { run } = await setUp('batch', { batches: { ...real, store } });
    brought = [describeOne({ iri: 'https://h.example/old-address', identifier: 'MOVES', title: { en: 'Moves' } })];
    expect((await run()).counts.new).toBe(1);
    brought = [describeOne({ iri: 'https://h.example/new-address', identifier: 'MOVES', title: { en: 'Moves on' } }), describeOne({ iri: 'https://h.example/breaks', title: { en: 'Breaks' } })];
    expect((await run()).counts).toMatchObject({ changed: 1, refused: 1, duplicate: 0 });
  });

  it('that was cut off before its hold was stored is judged again', async () => {
    const { sources, run } = await setUp('cut-off');
    brought = ['x', 'y', 'z'].map((name) => describeOne({ iri: `https://h.example/cut/${name}`, title: { en: name } }));
    await run();
    brought = [];
    await sql`create function no_end() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`.execute(at.db);
    await sql`create trigger no_end before update on catalogue_run for each row when (new.phase = 'ended') execute function no_end()`.execute(at.db);
    await expect(run()).rejects.toThrow('cut off');
    await sql`drop trigger no_end on catalogue_run`.execute(at.db);
    clock.advance(120_000);
    await sources.resume();
    const ended = await waitFor('the resumed run to end', async () => {
      const last = (await lastRuns(at.db)).find((one) => one.source === 'cut-off');
      return last?.state === 'running' ? undefined : last;
    });
    expect(ended).toMatchObject({ state: 'held', code: 'source-empty' });
    await sources.stop();
  });
});

it('notices when only an agent says something else, without a new version', async () => {
  const d = { iri: 'https://h.example/agent', title: { en: 'Agent' }, more: '' };
  const turtle = (mail: string) => describeOne({ ...d, more: `dct:publisher <https://h.example/office> . <https://h.example/office> a foaf:Agent ; foaf:name "Office"@en ; cv:contactPoint <https://h.example/office#c> . <https://h.example/office#c> a cv:ContactPoint ; cv:email "${mail}" . <https://h.example/agent>` });
  const first = await at.own(turtle('old@h.example'));
  const second = await at.own(turtle('new@h.example'));
  expect(second.outcome).toBe('changed');
  const { record, version } = await at.catalogue.representations.head(first.recordId ?? '');
  expect([record.current, version.record.publisher?.email]).toEqual([1, 'new@h.example']);
});
