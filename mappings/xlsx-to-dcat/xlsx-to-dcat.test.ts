import { describe, expect, it } from 'vitest';
import { toRecord } from '../dcat-to-dataset/to-record.ts';
import type { Sheet } from './workbook.ts';
import { xlsxToDcat } from './xlsx-to-dcat.ts';

const head = ['Class', 'Obligation', 'Property', 'Cardinality', 'Range', 'Hint', 'Value', 'Comment'];
const sheet = (name: string, values: Readonly<Record<string, string>>): Sheet => ({ name, cells: [['A title above the head row'], head, ...Object.entries(values).map(([property, value]) => ['', '', ` ${property}`, '', '', '', value, ''])] });

describe('Excel template', () => {
  it('reads codes, labels and addresses, periods, agents and files', () => {
    const dataset = sheet('Dataset', {
      'dct:title': 'Krebsregister @de', 'dct:identifier': 'https://x.example/d/1', 'dcat:keyword': 'Krebs, Register', 'dct:accessRights': 'NON_PUBLIC', 'dct:language': 'Deutsch', 'dct:spatial': 'DEU',
      'dct:temporal': '2020-01-01, 2022-12-31', 'healthdcatap:hdab': 'BfArM https://www.bfarm.de', 'healthdcatap:numberOfRecords': '1 200', 'dpv:hasPersonalData': 'pd:Gender', 'dct:issued': '2024-03-31 10-15-00',
      'healthdcatap:healthTheme': 'no such theme', 'dcatde:politicalGeocodingURI': 'http://x.example/geo',
    });
    const file = sheet('FileObject', { 'sc:name': 'data.csv', 'sc:contentURL': 'https://x.example/data.csv', 'sc:contentSize': '2 KB' });
    const { descriptions, problems } = xlsxToDcat([dataset, file], { baseIri: 'file:///t.xlsx', name: 't.xlsx' });
    const record = toRecord(descriptions[0]!);
    expect(record).toMatchObject({
      iri: 'https://x.example/d/1', title: { de: 'Krebsregister' }, accessLevel: 'NON_PUBLIC', numberOfRecords: 1200, temporal: [{ start: '2020-01-01', end: '2022-12-31' }], issued: '2024-03-31T10:15:00',
      language: ['http://publications.europa.eu/resource/authority/language/DEU'], spatial: ['http://publications.europa.eu/resource/authority/country/DEU'], hdab: { name: { und: 'BfArM' }, page: 'https://www.bfarm.de' },
      personalData: ['https://w3id.org/dpv/dpv-pd#Gender'],
    });
    expect(record.distribution).toMatchObject([{ title: { und: 'data.csv' }, byteSize: 2048, downloadUrl: ['https://x.example/data.csv'] }]);
    expect(problems.map((problem) => problem.field)).toEqual(['Dataset!G14']);
    expect(descriptions[0]!.quads.some((quad) => quad.predicate.value === 'http://dcat-ap.de/def/dcatde/politicalGeocodingURI')).toBe(true);
  });

  it('says that a workbook is not the template', () => {
    expect(xlsxToDcat([{ name: 'Sheet1', cells: [['a', 'b']] }], { baseIri: 'file:///t.xlsx', name: 't.xlsx' }).problems[0]?.detail).toMatch(/no sheet "Dataset"/);
  });
});
