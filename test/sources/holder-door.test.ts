import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toLibrary } from '../../mappings/dataset-to-fhir/to-library.ts';
import { fixedClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import { createHolderDoor } from '../../node/catalogue/sources/holder/door.ts';
import type { Submission } from '../../node/catalogue/sources/holder/door.ts';
import { createHolderWorkbooks } from '../../node/catalogue/sources/holder/workbooks.ts';
import { createHolderViews } from '../../node/catalogue/sources/holder/holder-views.ts';
import { createTrustedHolders } from '../../node/catalogue/sources/holder/trusted-holders.ts';
import { remindHolders } from '../../node/catalogue/sources/holder/yearly-check.ts';
import { recordById, versionOf } from '../../node/catalogue/store.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { realPorts } from './support/pipeline.ts';

const french = readFileSync(join(import.meta.dirname, '../demo/catalogue/fr/cepidc.ttl'), 'utf8');
const single = (title: string, more = ''): string => `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://holder.example/d/${encodeURIComponent(title)}> a dcat:Dataset ; dct:title "${title}"@en ; dct:identifier "${title}" ${more} .`;

const caller = (roles: Caller['roles'], holder?: string): Caller => ({ person: `p-${holder ?? roles[0]}`, name: 'Test', email: undefined, language: 'en', roles, holder });
const holder = caller(['data-holder'], 'Hospital A');
const other = caller(['data-holder'], 'Hospital B');
const staff = caller(['case-handler']);
const turtle = (text: string, more: Partial<Submission> = {}): Submission => ({ bytes: Buffer.from(text), contentType: 'text/turtle', wanted: 'draft', idempotencyKey: undefined, language: 'en', ...more });

describe('holders\' own door', () => {
  let open: TestDatabase;
  const clock = fixedClock('2026-11-21T08:00:00.000Z');
  let ports: ReturnType<typeof realPorts>;
  const door = () => createHolderDoor(ports, 'http://127.0.0.1:8101');

  beforeAll(async () => {
    open = await openTestDatabase();
    ports = realPorts(open, clock);
  });
  afterAll(() => open.close());

  it('refuses to publish what lacks obligations, with findings in words, and keeps nothing', async () => {
    const refusal = await door().create(holder, turtle(single('Bare'), { wanted: 'publish' })).catch((error: unknown) => error as { code: string; problems: { path: string; message: string }[] });
    expect(refusal).toMatchObject({ code: 'validation-failed' });
    expect((refusal as { problems: { path: string; message: string }[] }).problems.find((one) => one.path === 'dct:description')?.message).toMatch(/missing/i);
    expect(await createHolderViews(ports).mine(holder)).toEqual([]);
  });

  it('keeps a draft, refuses the same identifier twice, changes it with If-Match, and tells what changed', async () => {
    const made = await door().create(holder, turtle(single('Registry')));
    expect(made).toMatchObject({ state: 'draft', id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await expect(door().create(holder, turtle(single('Registry')))).rejects.toMatchObject({ code: 'duplicate-identifier', extra: { id: made.id } });
    await expect(door().replace(holder, made.id, undefined, turtle(single('Registry')))).rejects.toMatchObject({ code: 'if-match-needed' });
    await expect(door().replace(holder, made.id, '"else"', turtle(single('Registry')))).rejects.toMatchObject({ code: 'changed-meanwhile' });
    await expect(door().replace(other, made.id, `"${made.version}"`, turtle(single('Registry')))).rejects.toMatchObject({ code: 'not-your-dataset' });
    const changed = await door().replace(holder, made.id, `"${made.version}"`, turtle(single('Registry', '; dct:description "All admissions"@en')));
    expect(changed.version).not.toBe(made.version);
    const views = createHolderViews(ports);
    expect((await views.versions(made.id, holder)).map((one) => one.number)).toEqual([2, 1]);
    await expect(views.versions(made.id, undefined)).rejects.toMatchObject({ code: 'unknown-dataset' });
    expect(await views.difference(made.id, 1, 2, holder)).toContainEqual({ path: 'dct:description', before: [], after: ['All admissions (en)'] });
  });

  it('lets one of two changes with one ETag through', async () => {
    const made = await door().create(holder, turtle(single('Raced')));
    const both = await Promise.allSettled(['One', 'Two'].map((words) => door().replace(holder, made.id, `"${made.version}"`, turtle(single('Raced', `; dct:description "${words}"@en`)))));
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'changed-meanwhile' } });
  });

  it('gives the same Idempotency-Key the same answer, also when two copies come at once', async () => {
    const submission = turtle(single('Twice'), { idempotencyKey: 'k1' });
    const [first, second] = await Promise.all([door().create(holder, submission), door().create(holder, submission)]);
    expect(second).toEqual(first);
    expect(await door().create(holder, submission)).toEqual(first);
    await expect(door().create(holder, turtle(single('Other'), { idempotencyKey: 'k1' }))).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('takes the JSON of a record, and says what else is wrong with a body', async () => {
    const json = { identifier: ['json-1'], title: { en: 'From JSON' }, description: { en: 'Text' } };
    expect(await door().create(holder, { ...turtle(''), bytes: Buffer.from(JSON.stringify(json)), contentType: 'application/json' })).toMatchObject({ state: 'draft' });
    await expect(door().create(holder, turtle('<a> <b'))).rejects.toMatchObject({ code: 'parse-error' });
    await expect(door().create(holder, turtle(single('Zero', '; dct:description "a\\u0000b"@en')))).rejects.toMatchObject({ code: 'unknown-encoding' });
    await expect(door().create(holder, turtle(''))).rejects.toMatchObject({ code: 'empty-body' });
    await expect(door().create(holder, turtle(`${single('One')}\n${single('Two')}`))).rejects.toMatchObject({ code: 'several-datasets' });
    await expect(door().create(caller(['data-holder']), turtle(single('Nobody')))).rejects.toMatchObject({ code: 'no-holder' });
  });

  it('walks draft → in review → returned → published → withdrawn, and back under the same id', async () => {
    const made = await door().create(holder, turtle(french, { wanted: 'in-review' }));
    expect(made.state).toBe('in-review');
    expect(await createHolderViews(ports).inReview()).toHaveLength(1);
    expect((await door().move(staff, made.id, 'return')).state).toBe('draft');
    await expect(door().move(holder, made.id, 'return')).rejects.toMatchObject({ code: 'state-forbids' });
    expect((await door().move(holder, made.id, 'submit')).state).toBe('in-review');
    expect((await door().move(staff, made.id, 'publish')).state).toBe('published');
    await door().withdraw(holder, made.id, '*', 'Moved to another registry');
    expect(await recordById(open.db, made.id)).toMatchObject({ state: 'withdrawn', reason: 'Moved to another registry' });
    expect(await door().replace(holder, made.id, '*', turtle(french, { wanted: 'publish' }))).toMatchObject({ id: made.id, state: 'published' });
  });

  it('takes a FHIR Library, and an update through FHIR keeps what FHIR cannot carry', async () => {
    const [published] = (await createHolderViews(ports).mine(holder)).filter((one) => one.state === 'published');
    const record = await recordById(open.db, published?.id ?? '');
    const before = await versionOf(open.db, record?.id ?? '', record?.current ?? 0);
    if (record === undefined || before === undefined) throw new Error('nothing published');
    const extra = `${before.quads}<${record.iri}> <https://holder.example/ns#ward> "7" .\n`;
    await door().replace(holder, record.id, '*', { ...turtle(`${before.quads}<${record.iri}> <https://holder.example/ns#ward> "6" .\n`), contentType: 'application/n-triples' });
    const changed = await door().replace(holder, record.id, '*', { ...turtle(extra, { wanted: 'publish' }), contentType: 'application/n-triples' });
    // the public sees what was published, not the draft between
    const views = createHolderViews(ports);
    const [last = 0, draft = 0] = (await views.versions(record.id, holder)).map((one) => one.number);
    expect((await views.versions(record.id, undefined)).map((one) => one.number)).not.toContain(draft);
    await expect(views.difference(record.id, draft, last, undefined)).rejects.toMatchObject({ code: 'unknown-version' });
    expect(await views.difference(record.id, draft, last, holder)).not.toEqual([]);
    const now = await recordById(open.db, record.id);
    const stored = await versionOf(open.db, record.id, now?.current ?? 0);
    const library = toLibrary(stored?.record ?? before.record, { id: record.id, base: 'http://127.0.0.1:8101', versionId: '2', lastUpdated: clock.now(), version: changed.version, state: 'published' });
    const sent = { ...turtle('', { wanted: 'publish' }), bytes: Buffer.from(JSON.stringify({ ...library, version: '9.9' })), contentType: 'application/fhir+json', library: true };
    const saved = await door().replace(holder, record.id, '*', sent);
    const after = await versionOf(open.db, record.id, ((await recordById(open.db, record.id))?.current ?? 0));
    expect(saved.id).toBe(record.id);
    expect(after?.record.version).toBe('9.9');
    expect(after?.quads).toContain('<https://holder.example/ns#ward> "7"');
    // sent again as it was given, nothing grows
    await door().replace(holder, record.id, '*', sent);
    const again = await versionOf(open.db, record.id, ((await recordById(open.db, record.id))?.current ?? 0));
    expect(again?.quads.split('\n')).toHaveLength(after?.quads.split('\n').length ?? 0);
    await expect(door().create(holder, { ...sent, bytes: Buffer.from('{"resourceType":"Patient"}') })).rejects.toMatchObject({ code: 'not-a-library' });
  });

  it('writes a workbook of a record, takes it back, and shows both differences when others were faster', async () => {
    const views = createHolderViews(ports);
    const workbooks = createHolderWorkbooks(ports, views);
    const made = await door().create(holder, turtle(single('Sheet', '; dct:description "Old words"@en ; <https://holder.example/ns#ward> "9"')));
    const edit = async (bytes: Uint8Array, property: string, value: string): Promise<Buffer> => {
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(Uint8Array.from(bytes).buffer);
      book.getWorksheet('Dataset')?.eachRow((row) => {
        if (row.getCell(3).text === property) row.getCell(7).value = value;
      });
      return Buffer.from(await book.xlsx.writeBuffer());
    };
    const sent = (bytes: Buffer, more: Partial<Submission> = {}): Submission => ({ ...turtle(''), bytes, contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ...more });
    const book = await workbooks.record(made.id, holder, 'fr');
    await expect(workbooks.record(made.id, other, 'en')).rejects.toMatchObject({ code: 'unknown-dataset' });
    const changed = await door().replace(holder, made.id, '*', sent(await edit(book, 'dct:description', 'New words @en')));
    const quads = async () => (await versionOf(open.db, made.id, (await recordById(open.db, made.id))?.current ?? 0))?.quads ?? '';
    expect(await quads()).toContain('"New words"@en');
    expect(await quads()).toContain('<https://holder.example/ns#ward> "9"');

    // the same workbook, filled by somebody else, over the newer version
    const late = sent(await edit(book, 'dcat:version', '2.0'));
    const refusal = await door().replace(holder, made.id, '*', late).catch((error: unknown) => error as { code: string; extra: { version: string; theirs: unknown; yours: unknown } });
    expect(refusal).toMatchObject({ code: 'changed-meanwhile', extra: {
      version: changed.version, theirs: [{ path: 'dct:description', before: ['Old words (en)'], after: ['New words (en)'] }], yours: [{ path: 'dcat:version', before: [], after: ['2.0'] }],
    } });
    expect(await quads()).not.toContain('"2.0"');
    await door().replace(holder, made.id, '*', { ...late, onto: changed.version });
    expect(await quads()).toMatch(/"New words"@en[^]*"2\.0"|"2\.0"[^]*"New words"@en/);

    const stranger = await door().create(holder, turtle(single('Another sheet')));
    await expect(door().replace(holder, stranger.id, '*', sent(Buffer.from(book)))).rejects.toMatchObject({ code: 'other-record' });
    const overview = new ExcelJS.Workbook();
    await overview.xlsx.load(Uint8Array.from(await workbooks.overview(holder)).buffer);
    expect(overview.getWorksheet('Datasets')?.getColumn(1).values).toContain('Another sheet');
  });

  it('marks descriptions of a trusted holder, by decision of a decision maker only', async () => {
    const trust = createTrustedHolders({ db: open.db, clock, audit: ports.audit, ingest: () => ports.ingest as never });
    ports.trust.apply = (description) => trust.apply(description);
    const [mine] = (await createHolderViews(ports).mine(holder)).filter((one) => one.state === 'published');
    const before = await recordById(open.db, mine?.id ?? '');
    const version = await versionOf(open.db, before?.id ?? '', before?.current ?? 0);
    const iri = version?.record.custodian?.iri ?? '';
    await expect(trust.decide(staff, { iri, name: 'X', trusted: true, reason: 'test' })).rejects.toMatchObject({ code: 'role-missing' });
    expect(await trust.decide(caller(['decision-maker']), { iri, name: 'X', trusted: true, reason: 'test' })).toBe(1);
    // who a holder is stands beside the description: no new version of it, but the record tells
    const after = await versionOf(open.db, before?.id ?? '', (await recordById(open.db, before?.id ?? ''))?.current ?? 0);
    expect(after?.record).toMatchObject({ trustedHolder: true });
  });

  it('reminds after eleven months, once, and not of what was confirmed', async () => {
    expect(await remindHolders(ports)).toEqual([]);
    clock.advance(336 * 86_400_000);
    expect((await remindHolders(ports)).map((one) => one.source)).toEqual(['holder:Hospital A']);
    expect(ports.told.at(-1)).toMatchObject({ code: 'yearly-check-due' });
    expect(await remindHolders(ports)).toEqual([]);
    const [published] = (await createHolderViews(ports).mine(holder)).filter((one) => one.state === 'published');
    expect(published?.check).toBe('due');
    await door().confirm(holder, published?.id ?? '');
    expect((await createHolderViews(ports).mine(holder)).find((one) => one.id === published?.id)?.check).toBe('fresh');
  });
});
