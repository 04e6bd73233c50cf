import { textIn } from '../../../../core/languages.ts';
import type { DatasetRecord } from '../../../../core/catalogue/record.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import { etagOf } from '../../../catalogue/publish/representations.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { isUnchanged } from './send.ts';
import { csvCell } from './usage.ts';

const rowsOf = (record: DatasetRecord, lang: string) =>
  record.variables.flatMap((table) => table.variables.map((one) => ({
    table: textIn(table.title, lang)?.text ?? '', name: one.name, title: textIn(one.title, lang)?.text ?? '', description: textIn(one.description, lang)?.text ?? '', datatype: one.datatype ?? '', propertyUrl: one.propertyUrl ?? '',
  })));

const csv = (record: DatasetRecord, lang: string): string =>
  ['table,name,title,description,datatype,propertyUrl', ...rowsOf(record, lang).map((row) => [row.table, row.name, row.title, row.description, row.datatype, row.propertyUrl].map(csvCell).join(','))].join('\r\n');

/** CSV on the Web metadata (W3C tabular metadata): a table group with the columns of every table. */
const csvw = (record: DatasetRecord, address: string, lang: string): string =>
  JSON.stringify({
    '@context': ['http://www.w3.org/ns/csvw', { '@language': lang }], '@id': `${address}/variables.json`,
    tables: record.variables.map((table) => ({
      ...(table.url === undefined ? {} : { url: table.url }), 'dc:title': textIn(table.title, lang)?.text,
      tableSchema: { columns: table.variables.map((one) => ({ name: one.name, titles: one.title, 'dc:description': one.description, ...(one.datatype === undefined ? {} : { datatype: one.datatype }), ...(one.propertyUrl === undefined ? {} : { propertyUrl: one.propertyUrl }) })) },
    })),
  });

const serve = (catalogue: CatalogueService, extension: 'csv' | 'json'): Operation => ({
  method: 'GET', path: `/dataset/:id/variables.${extension}`, access: everyone, summary: `Data dictionary as ${extension === 'csv' ? 'CSV' : 'CSV on the Web metadata'}`, perMinute: 6_000,
  handle: async (req, res, { language }) => {
    const { record, version } = await catalogue.representations.head(String(req.params['id']));
    const etag = etagOf(version.version, extension, language);
    res.setHeader('etag', etag);
    res.setHeader('cache-control', 'public, max-age=60');
    if (isUnchanged(req, etag, undefined)) return void res.status(304).end();
    if (extension === 'csv') res.setHeader('content-disposition', `attachment; filename="variables-${record.id}.csv"`);
    res.type(extension === 'csv' ? 'text/csv' : 'application/csvm+json').send(extension === 'csv' ? csv(version.record, language) : csvw(version.record, record.iri, language));
  },
});

export const variableOperations = (catalogue: CatalogueService): readonly Operation[] => [serve(catalogue, 'csv'), serve(catalogue, 'json')];
