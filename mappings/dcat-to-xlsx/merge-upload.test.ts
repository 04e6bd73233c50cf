import fc from 'fast-check';
import type { Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { anyRecord } from '../../test/support/record-arbitrary.ts';
import { recordToQuads } from '../dataset-to-dcat/record-to-quads.ts';
import { readWorkbook, type Sheet } from '../xlsx-to-dcat/workbook.ts';
import { stampOf } from '../xlsx-to-dcat/xlsx-to-dcat.ts';
import { mergeUpload } from './merge-upload.ts';
import { descriptionToSheets } from './sheets.ts';
import { writeWorkbook } from './write-workbook.ts';

const words = (curie: string) => ({ label: curie, hint: '' });
const line = (quad: Quad): string => [quad.subject, quad.predicate, quad.object].map((term) => (term.termType === 'BlankNode' ? '[]' : (term as { id: string }).id)).join(' ');
const lines = (quads: readonly Quad[]): string[] => quads.map(line).sort();
const stamp = { recordId: '018f0000-0000-7000-8000-000000000000', version: 'a'.repeat(64) };
const own = fc.sample(anyRecord.filter((record) => record.distribution.length > 1 && record.variables.length > 0), { numRuns: 1, seed: 5 })[0];
const description = { iri: own?.iri ?? '', quads: recordToQuads(own!) };
const through = async (sheets: readonly Sheet[]): Promise<readonly Sheet[]> => readWorkbook(await writeWorkbook(sheets), 'back.xlsx');
const withCell = (sheets: readonly Sheet[], sheet: string, property: string, value: string, nth = 0): readonly Sheet[] => {
  let met = -1;
  return sheets.map((one) => (one.name !== sheet ? one : { ...one, cells: one.cells.map((row) => (row[2] === property && (met += 1) === nth ? row.map((cell, at) => (at === 6 ? value : cell)) : row)) }));
};
const valuesOf = (quads: readonly Quad[], node: string, property: string): string[] => quads.filter((one) => one.subject.value === node && one.predicate.value === property).map((one) => one.object.value);

describe('a workbook that comes back', () => {
  it('changes nothing when nobody touched it, whatever the record holds', async () => {
    await fc.assert(fc.asyncProperty(anyRecord, async (record) => {
      const stored = { iri: record.iri, quads: recordToQuads(record) };
      const sheets = await through(descriptionToSheets(stored, { words, stamp }));
      expect(stampOf(sheets)).toEqual(stamp);
      const merged = mergeUpload(stored, stored, sheets, { name: 'x.xlsx' }).descriptions[0];
      expect(lines(merged?.quads ?? [])).toEqual(lines(stored.quads));
    }), { numRuns: 15 });
  });

  it('changes what a person changed, and that alone', async () => {
    const sheets = withCell(await through(descriptionToSheets(description, { words, stamp })), 'Dataset', 'dcat:version', 'Edition 7');
    const merged = mergeUpload(description, description, sheets, { name: 'x.xlsx' }).descriptions[0];
    expect(valuesOf(merged?.quads ?? [], description.iri, dcat.version)).toEqual(['Edition 7']);
    const others = (quads: readonly Quad[]) => lines(quads.filter((one) => one.predicate.value !== dcat.version));
    expect(others(merged?.quads ?? [])).toEqual(others(description.quads));
  });

  it('applies the change to what others stored meanwhile', () => {
    const current = { iri: description.iri, quads: [...description.quads.filter((one) => one.predicate.value !== dct.modified), ...mergeUpload(description, description, withCell(descriptionToSheets(description, { words }), 'Dataset', 'dct:modified', '2030-01-01'), { name: 'x' }).descriptions[0]!.quads.filter((one) => one.object.value === '2030-01-01')] };
    const merged = mergeUpload(description, current, withCell(descriptionToSheets(description, { words }), 'Dataset', 'dcat:version', 'Edition 8'), { name: 'x' }).descriptions[0];
    expect([valuesOf(merged?.quads ?? [], description.iri, dct.modified), valuesOf(merged?.quads ?? [], description.iri, dcat.version)]).toEqual([['2030-01-01'], ['Edition 8']]);
  });

  it('changes, adds and takes out distributions', () => {
    const before = own?.distribution.map(({ iri }) => iri) ?? [];
    const titles = descriptionToSheets(description, { words }).find((sheet) => sheet.name === 'Distribution')?.cells.filter((row) => row[2] === 'dcat:accessURL').length ?? 0;
    const added = withCell(descriptionToSheets(description, { words }), 'Distribution', 'dcat:accessURL', 'https://new.example/data', titles - 1);
    const more = mergeUpload(description, description, added, { name: 'x' }).descriptions[0];
    const links = (quads: readonly Quad[]) => quads.filter((one) => one.subject.value === description.iri && one.predicate.value === dcat.distribution).length;
    expect(links(more?.quads ?? [])).toBe(links(description.quads) + 1);
    expect(more?.quads.some((one) => one.predicate.value === dcat.accessURL && one.object.value === 'https://new.example/data')).toBe(true);
    const emptied = descriptionToSheets(description, { words }).map((sheet) => (sheet.name !== 'Distribution' ? sheet : { ...sheet, cells: sheet.cells.map((row) => row.map((cell, at) => (at === 6 && cell !== 'Value' ? '' : cell))) }));
    const fewer = mergeUpload(description, description, emptied, { name: 'x' }).descriptions[0];
    expect(links(fewer?.quads ?? [])).toBe(0);
    expect(before.length).toBeGreaterThan(1);
  });

  it('writes no formula, and the empty template is one the reader knows as empty', async () => {
    const hostile = withCell(descriptionToSheets(description, { words }), 'Dataset', 'dct:title', '=HYPERLINK("http://attacker.example","x")');
    expect((await through(hostile))[0]?.cells.find((row) => row[2] === 'dct:title')?.[6]).toBe('=HYPERLINK("http://attacker.example","x")');
    const empty = await through(descriptionToSheets(undefined, { words, spare: 2 }));
    expect(mergeUpload(description, description, empty, { name: 'template.xlsx' }).problems[0]?.detail).toContain('empty entry template');
  });
});
