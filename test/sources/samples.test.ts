import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceShape } from '../../core/api/sources.ts';
import type { DatasetRecord } from '../../core/catalogue/record.ts';
import { toRecord } from '../../mappings/dcat-to-dataset/to-record.ts';
import { normalise } from '../../mappings/normalise/normalise.ts';
import { documentToDescriptions } from '../../mappings/source-document/document-to-descriptions.ts';
import type { ReadEvent } from '../../mappings/source-events/read-event.ts';
import { readLocal } from '../../connectors/file/read-file.ts';

const samples = join(import.meta.dirname, '../../../shared/data/samples');
const present = existsSync(samples);
if (!present) console.warn(`SKIPPED: the sample files are absent (${samples}); nothing is said about importing them.`);

const read = async (file: string, options: Record<string, unknown> = {}) => {
  const mapped = await documentToDescriptions(readFileSync(join(samples, file)), { baseIri: `https://source.example/${file}`, name: file.split('/').at(-1) ?? file, options });
  return { ...mapped, records: mapped.descriptions.map((description) => toRecord(normalise(description).description)) };
};
const only = async (file: string, options: Record<string, unknown> = {}): Promise<DatasetRecord> => {
  const { records } = await read(file, options);
  expect(records).toHaveLength(1);
  return records[0]!;
};

/** File → kind it is recognised as, datasets, codes of what was refused. Each line was read beside the file. */
const report: Readonly<Record<string, readonly [kind: string, datasets: number, refused?: string]>> = {
  'ckan/ckan_dataset_multilingual.json': ['ckan', 1],
  'ckan/ckan_full_dataset_dcat_ap.json': ['ckan', 1],
  'ckan/health_dcat_ap.json': ['ckan', 1],
  'ckan/dataset_health.ttl': ['text/turtle', 1],
  'ckan/dataset_health_multilingual.ttl': ['text/turtle', 1],
  'ckan/dataset_health_no_blank.ttl': ['text/turtle', 1],
  'de/FDZ-Gesundheit.ttl': ['text/turtle', 1],
  'de/zfkd_healthdcat-ap.ttl': ['text/turtle', 1],
  'de/RKI_ZfKD_nfdi4health.json': ['nfdi4health', 1],
  'de/RKI_ZfKD_zenodo.json': ['zenodo', 0, 'no-identifier'],
  'de/HealthDCAT-AP-DE_Metadatenerfassung.xlsx': ['xlsx', 0, 'not-a-dataset'],
  'fdp/Project_27866022694497978.ttl': ['text/turtle', 1],
  'fdp/dataset_898ca4b8-197b-4d40-bc81-d9cd88197670.ttl': ['text/turtle', 1],
  'fdp/dataset_cbioportal.ttl': ['text/turtle', 1],
  'fdp/dataset_d7129d28-b72a-437f-8db0-4f0258dd3c25.ttl': ['text/turtle', 1],
  'fdp/dataset_with-accessservice.ttl': ['text/turtle', 1],
  'fdp/distribution_f9b9dff8-a039-4ca2-be9b-da72a61e3bac.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp/distribution_with-accessservice.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp/example_graph.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp/fdp_catalog.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp/fdp_multiple_parents.ttl': ['text/turtle', 2],
  'fdp/fdp_process_catalogs.ttl': ['text/turtle', 1],
  'fdp/fdp_profile.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp/root_fdp_response.ttl': ['text/turtle', 2],
  'fdp/root_fdp_response_no_catalogs.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp/wikidata_data_catalog_entry.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp-docs/comparative-genomics-catalog.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp-docs/dtl-fdp.ttl': ['text/turtle', 0, 'not-a-dataset'],
  'fdp-docs/fantom5.ttl': ['text/turtle', 1],
  'fdp-docs/goNlSvR5-dataset.ttl': ['text/turtle', 1],
  'mvd/mvd-health-catalog-21-datasets.ttl': ['text/turtle', 21],
};

describe.skipIf(!present)('sample files', () => {
  it('are all named in the report', () => {
    const files = readdirSync(samples).flatMap((folder) => (folder === 'molgenis' ? [] : readdirSync(join(samples, folder)).map((file) => `${folder}/${file}`)));
    expect(files.sort()).toEqual(Object.keys(report).sort());
  });

  it.each(Object.entries(report))('%s', async (file, [kind, datasets, code]) => {
    const result = await read(file);
    expect([result.kind, result.descriptions.length]).toEqual([kind, datasets]);
    expect(result.problems.filter((problem) => problem.severity === 'refused').map((problem) => problem.code)).toEqual(code === undefined ? [] : [code]);
  });

  it('CKAN: translated fields win, numbers and leaked blank nodes are told', async () => {
    const multilingual = await only('ckan/ckan_dataset_multilingual.json');
    expect(multilingual.title).toEqual({ en: 'Test DCAT dataset', ca: 'Conjunt de dades de prova DCAT', es: 'Conjunto de datos de prueba DCAT' });
    expect(multilingual.keyword).toEqual({ en: ['Oaks', 'Pines'], ca: ['Roures', 'Pins'], es: ['Robles', 'Pinos'] });
    const health = await read('ckan/health_dcat_ap.json');
    expect(health.problems.map((problem) => problem.field)).toEqual(['documentation', 'dcat_type']);
    expect(health.records[0]).toMatchObject({
      numberOfRecords: 123456789, numberOfUniqueIndividuals: 7654321, minTypicalAge: 0, maxTypicalAge: 110, accessLevel: 'NON_PUBLIC',
      hdab: { name: { und: 'EU Health Data Access Body' }, email: 'hdab@example.com', page: 'https://www.example.com/hdab' },
      retentionPeriod: { start: '2020-03-01', end: '2034-12-31' }, relation: ['http://example.com/dataset/9876543210'], spatial: ['http://publications.europa.eu/resource/authority/country/BEL'],
    });
    expect(health.records[0]?.distribution.map((one) => [one.kind, one.accessUrl[0]])).toEqual(expect.arrayContaining([['sample', 'http://example.com/sample'], ['analytics', 'http://example.com/analytics']]));
    expect((await only('ckan/ckan_full_dataset_dcat_ap.json')).frequency).toBe('http://publications.europa.eu/resource/authority/frequency/MONTHLY');
  });

  it('Zenodo and NFDI4Health: the same registry in two forms has the same DOI', async () => {
    const zenodo = await only('de/RKI_ZfKD_zenodo.json', { doi: '10.5281/zenodo.10022040' });
    const hub = await only('de/RKI_ZfKD_nfdi4health.json');
    expect(zenodo).toMatchObject({ identifier: ['https://doi.org/10.5281/zenodo.10022040'], accessLevel: 'PUBLIC', issued: '2024-01-11', temporal: [] });
    expect(zenodo.title).toEqual({ de: hub.title['de'] });
    expect(zenodo.creator).toHaveLength(4);
    expect(hub.otherIdentifier.map((other) => other.notation)).toContain('https://doi.org/10.5281/zenodo.10022040');
    expect(hub).toMatchObject({ publisher: { name: { und: 'Robert Koch Institute' } }, version: '2024-01-11' });
  });

  it('the empty Excel template says what is wrong, and that Excel spoiled its list of countries', async () => {
    const { problems } = await read('de/HealthDCAT-AP-DE_Metadatenerfassung.xlsx');
    expect(problems.map((problem) => problem.detail)).toEqual([expect.stringContaining('"Frau"'), expect.stringContaining('empty entry template')]);
  });

  it('MOLGENIS: 97 collections with their variables, people and periods; variables of networks are told', async () => {
    const source = sourceShape.parse({ id: 'cohorts', kind: 'molgenis', path: join(samples, 'molgenis'), options: { site: 'https://catalogue.example' } });
    const context = { source, resumeFrom: undefined, position: undefined, full: true, now: '', signal: new AbortController().signal, recall: () => Promise.resolve(undefined), remember: () => Promise.resolve() };
    const events: ReadEvent[] = [];
    for await (const event of readLocal(context)) events.push(event);
    const records = events.flatMap((event) => (event.type === 'description' ? [toRecord(normalise(event.description).description)] : []));
    expect(records).toHaveLength(97);
    const raine = records.find((record) => record.otherIdentifier.some((other) => other.notation === 'RAINE'));
    expect(raine).toMatchObject({ iri: 'https://catalogue.example/collections/RAINE', numberOfUniqueIndividuals: 2868, accessLevel: 'NON_PUBLIC', legislation: ['http://data.europa.eu/eli/reg/2022/868/oj'] });
    const problems = events.flatMap((event) => (event.type === 'problem' ? [event.problem] : []));
    expect(problems.filter((problem) => problem.field === 'Variables.resource').map((problem) => problem.value).sort()).toEqual(['ATHLETE', 'LifeCycle', 'LongITools', 'OOM', 'testNetwork1']);
    expect(problems.filter((problem) => problem.severity === 'refused')).toEqual([]);
    const variables = records.reduce((sum, record) => sum + record.variables.reduce((all, table) => all + table.variables.length, 0), 0);
    const untold = problems.filter((problem) => problem.field === 'Variables.resource').reduce((sum, problem) => sum + Number(/^(\d+)/.exec(problem.detail)?.[1]), 0);
    expect(variables + untold).toBe(5804);
  });
});
