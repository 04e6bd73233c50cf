import { csvw } from '../../../core/vocabulary/csvw.ts';
import { prefixes } from '../../../core/vocabulary/prefixes.ts';
import { xsd } from '../../../core/vocabulary/xsd.ts';
import type { JsonLdContextDocument } from './context-document.ts';

/** CSV on the Web metadata as far as variables of a dataset use it (catalogue.md §1.11). */
export const csvwContext: JsonLdContextDocument = {
  '@context': {
    ...prefixes,
    dc: prefixes['dct'] as string,
    TableGroup: csvw.TableGroup,
    Table: csvw.Table,
    Column: csvw.Column,
    Schema: csvw.Schema,
    tables: { '@id': csvw.table, '@type': '@id' },
    tableSchema: { '@id': csvw.tableSchema, '@type': '@id' },
    columns: { '@id': csvw.column, '@type': '@id' },
    url: { '@id': csvw.url, '@type': '@id' },
    name: { '@id': csvw.name },
    titles: { '@id': csvw.title },
    title: { '@id': csvw.title },
    datatype: { '@id': csvw.datatype },
    propertyUrl: { '@id': csvw.propertyUrl, '@type': '@id' },
    number: { '@id': csvw.number, '@type': xsd.nonNegativeInteger },
  },
};
