import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchAnswer } from '../../core/api/datasets.ts';
import { searchParameters } from '../../node/catalogue/search/read-query.ts';
import type { TestCatalogue } from './support.ts';
import { openTestCatalogue } from './support.ts';

let at: TestCatalogue;
const search = (q: string, more: Record<string, unknown> = {}, lang = 'en') => at.catalogue.search(searchParameters.parse({ q, ...more }), lang);

beforeAll(async () => {
  at = await openTestCatalogue();
  await at.add({ iri: 'https://h.example/1', title: { fr: 'Registre des cancers', en: 'Cancer registry' }, keyword: { fr: 'tumeurs' }, theme: 'CANCER_DISEASE', category: 'PHDR', holder: 'Institut A', individuals: 1000 });
  await at.add({ iri: 'https://h.example/2', title: { de: 'Krankenhausentlassungen' }, description: { de: 'Entlassungen aus allen Krankenhäusern mit Diagnosen' }, category: 'EHRS', holder: 'Amt B', codes: ['E11.9', 'U07.1'], individuals: 50_000 });
  await at.add({ iri: 'https://h.example/3', title: { fi: 'Syöpärekisteri' }, description: { fi: 'Kaikki syöpätapaukset vuodesta 1953' }, theme: 'CANCER_DISEASE', holder: 'Laitos C', variables: ['diagnosis_date', 'tumour_grade'] });
  await at.add({ iri: 'https://h.example/4', title: { en: 'Studies of sleeping patterns' }, description: { en: 'A cohort study with cancer as one outcome' }, holder: 'Institut A' });
});
afterAll(() => at.close());

describe('search', () => {
  it('finds records in other languages through the labels of the lists, and says so', async () => {
    const answer = await search('Krebs', {}, 'de');
    expect(answer.results.map((r) => r.iri.length > 0 && r.title)).toEqual(expect.arrayContaining(['Cancer registry', 'Syöpärekisteri']));
    expect(answer.concepts?.map((c) => c.iri.split('/').at(-1))).toEqual(['CANCER_DISEASE']);
    expect(answer.results.flatMap((r) => r.matched ?? []).some((m) => m.field === 'healthTheme')).toBe(true);
  });
  it('stems in the language of the text and ranks titles before descriptions', async () => {
    const answer = await search('cancers');
    expect(answer.results[0]?.title).toBe('Cancer registry');
    expect(answer.results.at(-1)?.title).toBe('Studies of sleeping patterns');
    expect((await search('study')).results.map((r) => r.title)).toContain('Studies of sleeping patterns');
  });
  it('counts a facet as if it were open, and not stated as a value of its own', async () => {
    const answer = await search('', { holder: 'Institut A' });
    expect(answer.total).toBe(2);
    const holders = answer.facets.find((f) => f.key === 'holder');
    expect(holders?.values.map((v) => [v.value, v.count, v.selected])).toEqual([['Institut A', 2, true], ['Amt B', 1, false], ['Laitos C', 1, false]]);
    const theme = answer.facets.find((f) => f.key === 'healthTheme');
    expect([theme?.values[0]?.count, theme?.notStated]).toEqual([1, 1]);
    expect((await search('', { healthTheme: 'not-stated' })).total).toBe(2);
    expect((await search('', { healthTheme: 'CANCER_DISEASE' })).total).toBe(2);
  });
  it('finds codes by prefix, variables by name, identifiers exactly, phrases and exclusions', async () => {
    expect((await search('E11')).results.map((r) => r.title)).toEqual(['Krankenhausentlassungen']);
    expect((await search('variable:tumour_grade')).results.map((r) => r.title)).toEqual(['Syöpärekisteri']);
    expect((await search('https://h.example/3')).results[0]?.title).toBe('Syöpärekisteri');
    expect((await search('"cohort study"')).results.map((r) => r.title)).toEqual(['Studies of sleeping patterns']);
    expect((await search('cancer -registry')).results.map((r) => r.title)).not.toContain('Cancer registry');
  });
  it('filters by range, never counting the unknown as in it', async () => {
    expect((await search('', { individualsMin: '2000' })).results.map((r) => r.title)).toEqual(['Krankenhausentlassungen']);
  });
  it('says how many do not state a number, and lets them pass when asked to', async () => {
    const unknown = async (more: Record<string, unknown>) => (await search('', more)).ranges?.find((range) => range.key === 'individuals')?.notStated;
    expect(await unknown({})).toBe(2);
    expect(await unknown({ individualsMin: '2000' })).toBe(2);
    expect((await search('', { individualsMin: '2000', orUnknown: 'individuals' })).total).toBe(3);
  });
  it('counts freshness by the nodes, and filters by it', async () => {
    const freshness = (answer: Awaited<ReturnType<typeof search>>) => answer.facets.find((facet) => facet.key === 'freshness')?.values;
    expect(freshness(await search(''))).toEqual([{ value: 'fresh', label: 'fresh', count: 4, selected: false }]);
    const fresh = await search('', { freshness: 'fresh' });
    expect([fresh.total, freshness(fresh)?.[0]?.selected, fresh.facets.find((facet) => facet.key === 'node')?.values[0]]).toMatchObject([4, true, { value: 'FR', selected: false }]);
    expect((await search('', { freshness: 'stale' })).total).toBe(0);
  });
  it('answers in the shape that is published', async () => {
    expect(searchAnswer.parse(await search('cancer', { holder: 'Institut A' }))).toMatchObject({ total: 2 });
  });
  it('offers a better word and changes nothing by itself', async () => {
    const answer = await search('regitsry');
    expect(answer.total).toBe(0);
    expect(answer.didYouMean).toBe('registry');
  });
  it('never fails on odd input', async () => {
    for (const odd of ["'", '"', '-', 'title:', ':*', '&|!<->', '\\', '%_', '\u0000', 'a'.repeat(600).slice(0, 500), '((', "o'neil & co | 'x'"]) await expect(search(odd)).resolves.toBeDefined();
  });
  it('lists the node with its state', async () => {
    expect((await search('cancer')).nodes).toMatchObject([{ node: 'FR', state: 'own', datasets: 4, hits: 3 }]);
  });
  it('suggests titles and concepts', async () => {
    expect((await at.catalogue.suggest('canc', 'en')).map((s) => s.text)).toEqual(expect.arrayContaining(['Cancer', 'Cancer registry']));
    expect((await at.catalogue.suggest('institut', 'en')).map((s) => [s.kind, s.text])).toContainEqual(['holder', 'Institut A']);
    expect((await at.catalogue.suggest('regis', 'en')).map((s) => s.text)).toEqual(expect.arrayContaining(['Registre des cancers', 'Cancer registry']));
  });
  it('suggests frequent beginnings from memory, with the title as it is written', async () => {
    for (let n = 1; n <= 10; n += 1) await at.add({ iri: `https://h.example/z${n}`, title: { en: `Zoonoses, part ${n}`, fr: `Autre titre ${n}` }, holder: 'Zoo institute' });
    const found = await at.catalogue.suggest('zoo', 'en');
    expect(found).toContainEqual({ kind: 'holder', text: 'Zoo institute', lang: 'en' });
    expect(found.filter((one) => one.kind === 'title').every((one) => one.text.startsWith('Zoonoses, part '))).toBe(true);
    expect(found.length).toBe(10);
  });
});
