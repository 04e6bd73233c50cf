import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sourceShape } from '../../core/api/sources.ts';
import type { QualityOverview, RecordQuality } from '../../core/api/quality.ts';
import type { Finding } from '../../core/catalogue/finding.ts';
import { fixedClock } from '../../core/clock.ts';
import type { Caller } from '../../core/roles.ts';
import { createAudit } from '../../node/audit/audit.ts';
import type { Documents } from '../../node/catalogue/documents/documents.ts';
import { createDocuments } from '../../node/catalogue/documents/documents.ts';
import { createLinkViews } from '../../node/catalogue/links/prober.ts';
import type { Quality } from '../../node/catalogue/quality/quality.ts';
import { createQuality } from '../../node/catalogue/quality/quality.ts';
import { upsertSource } from '../../node/catalogue/sources/source-store.ts';
import type { TestCatalogue } from './support.ts';
import { describeOne, openTestCatalogue } from './support.ts';

// What holders and staff see of the quality of descriptions (catalogue.md §7.2 to §7.4), and documents for the label (D5.3 §9.4.2).
let at: TestCatalogue;
let quality: Quality;
let documents: Documents;
let draft: string;
let published: string;
const clock = fixedClock('2026-11-22T10:00:00.000Z');
const caller = (more: Partial<Caller>): Caller => ({ person: 'p', name: 'Somebody, demo', email: undefined, language: 'en', roles: ['data-holder'], holder: undefined, ...more });
const registry = caller({ holder: 'Registry' });
const staff = caller({ roles: ['case-handler'] });
const missing = (path: string): Finding => ({ code: 'missing', severity: 'violation', rule: 'AP/R8', focus: 'd', path, found: [], expected: 'node' });

beforeAll(async () => {
  at = await openTestCatalogue({ findings: ({ quads }) => (quads.some(({ object }) => object.value.startsWith('Dataset faulty')) ? [missing('dct:provenance'), missing('healthdcatap:hdab')] : []) });
  await upsertSource(at.db, sourceShape.parse({ id: 'ckan', kind: 'ckan', address: 'https://ckan.example' }), 'file', clock.now());
  const add = async (name: string, holder: string, source: string) => (await at.own(describeOne({ iri: `https://h.example/${name}`, title: { en: `Dataset ${name}` }, holder }), { origin: { kind: 'own', source } })).recordId ?? '';
  draft = await add('faulty-1', 'Registry', 'ckan');
  await add('faulty-2', 'Registry', 'ckan');
  published = await add('fine', 'Registry', 'ckan');
  await add('faulty-other', 'Another', 'ckan');
  quality = createQuality({ db: at.db, clock, links: createLinkViews({ db: at.db, on: false }) });
  documents = createDocuments({ db: at.db, clock, audit: createAudit({ clock }), seen: quality.seen });
});
afterAll(() => at.close());

it('one cause in many records is told once, with how many, the field of the source system, and what to do', async () => {
  const view: QualityOverview = await quality.overview({ kind: 'source', name: 'ckan' }, 'en');
  expect(view).toMatchObject({ records: 4, published: 1, faulty: 3, violations: 6 });
  expect(view.groups.filter((one) => one.path === 'dct:provenance')).toEqual([expect.objectContaining({ severity: 'violation', records: 3, of: 4, what: 'Provenance is missing.', mend: 'Fill in the field “Provenance”. In CKAN this is the field “provenance”.' })]);
  expect(JSON.stringify(view.groups)).not.toMatch(/urn:ehds-node:shape|sh:/);
  expect((await quality.overview({ kind: 'source', name: 'ckan' }, 'de')).groups.find((one) => one.path === 'dct:provenance')?.what).toBe('„Herkunft“ fehlt.');
});

it('what gains most comes first: one setting for all before single values', async () => {
  const { gains } = await quality.overview({ kind: 'node' }, 'en');
  const hdab = gains.find((one) => one.indicator === 'hdab-contact');
  expect(hdab).toMatchObject({ effort: 'one-setting', records: 4, fixes: 1, violationsRemoved: 3, words: 'Set the health data access body with a contact' });
  expect(gains[0]?.effort).toBe('one-setting');
  expect(gains.every((one, index) => index === 0 || one.points / one.fixes <= (gains[index - 1]?.points ?? 0) / (gains[index - 1]?.fixes ?? 1))).toBe(true);
});

it('a holder sees their own, drafts too, and nobody else\'s', async () => {
  const mine = await quality.overview({ kind: 'holder', name: 'Registry' }, 'en');
  expect(mine.list.map(({ title, state }) => [title, state])).toEqual([['Dataset faulty-1', 'draft'], ['Dataset faulty-2', 'draft'], ['Dataset fine', 'published']]);
  const one: RecordQuality = await quality.ofRecord(draft, registry, 'fr');
  expect(one).toMatchObject({ state: 'draft', shown: false, violations: 2, sourceKind: 'ckan', links: { on: false, checked: 0 } });
  expect(one.findings[0]).toMatchObject({ what: 'Le champ « Provenance » manque.', mend: expect.stringContaining('Dans CKAN, c’est le champ « provenance ».') as unknown });
  expect(Object.keys(one.utility)).toEqual(['documentation', 'technical-quality', 'quality-management', 'coverage', 'access-and-provision', 'modifications']);
  expect((await quality.ofRecord(published, staff, 'en')).shown).toBe(true);
  await expect(quality.ofRecord(draft, caller({ holder: 'Another' }), 'en')).rejects.toMatchObject({ code: 'unknown-dataset' });
  await expect(quality.ofRecord(draft, caller({}), 'en')).rejects.toMatchObject({ code: 'unknown-dataset' });
});

it('keeps how the node, each source and each holder stood, month by month; a month that is over stays', async () => {
  await quality.measure();
  clock.advance(86_400_000);
  await quality.measure();
  await at.add({ iri: 'https://h.example/later', title: { en: 'Later' }, holder: 'Registry' });
  clock.advance(31 * 86_400_000);
  await quality.measure();
  expect((await quality.overview({ kind: 'holder', name: 'Registry' }, 'en')).trend.map(({ month, records, violations }) => [month, records, violations])).toEqual([['2026-11', 3, 4], ['2026-12', 4, 4]]);
  expect((await quality.overview({ kind: 'node' }, 'en')).trend.map(({ month, records }) => [month, records])).toEqual([['2026-11', 4], ['2026-12', 5]]);
  expect((await quality.overview({ kind: 'source', name: 'ckan' }, 'en')).trend.map(({ month, records }) => [month, records])).toEqual([['2026-11', 4], ['2026-12', 4]]);
});

it('keeps documents for the label with the record: for the holder and staff, audited, counted in the label view', async () => {
  const pdf = Buffer.from('%PDF-1.7 a report');
  const stored = await documents.add(registry, published, '../..\u0000/Quality report 2026.pdf', pdf);
  expect(stored).toMatchObject({ name: '.. .. Quality report 2026.pdf', media_type: 'application/pdf', size: pdf.length });
  expect((await documents.read(staff, published, stored.id)).bytes.equals(pdf)).toBe(true);
  expect((await quality.ofRecord(published, registry, 'en')).utility['quality-management']).toMatchObject({ state: 'part', present: 1 });
  await expect(documents.list(caller({ holder: 'Another' }), published)).rejects.toMatchObject({ code: 'unknown-dataset' });
  await expect(documents.read(registry, draft, stored.id)).rejects.toMatchObject({ code: 'unknown-document' });
  await expect(documents.add(registry, published, 'run.exe', Buffer.from('MZ'))).rejects.toMatchObject({ code: 'unsupported-format' });
  await expect(documents.add(registry, published, 'report.pdf', Buffer.from('<script>'))).rejects.toMatchObject({ code: 'not-what-its-name-says' });
  await expect(documents.add(registry, published, 'empty.txt', Buffer.alloc(0))).rejects.toMatchObject({ code: 'empty-body' });
  for (let index = 1; index < 20; index += 1) await documents.add(registry, published, `note ${index}.txt`, Buffer.from('x'));
  await expect(documents.add(registry, published, 'one more.txt', Buffer.from('x'))).rejects.toMatchObject({ code: 'too-many-documents' });
  await documents.remove(registry, published, stored.id);
  await expect(documents.remove(registry, published, stored.id)).rejects.toMatchObject({ code: 'unknown-document' });
  const { rows } = await sql<{ action: string }>`select action from audit_event where target = ${`dataset:${published}`}`.execute(at.db);
  expect(new Set(rows.map((row) => row.action))).toEqual(new Set(['quality-document-added', 'quality-document-removed']));
});
