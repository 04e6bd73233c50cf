import { csvw } from '../../core/vocabulary/csvw.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { absoluteIri, given } from '../dcat-builder/values.ts';
import type { CkanOptions } from './fields.ts';
import { objects, texts } from './fields.ts';

const addColumn = (table: NodeBuilder, column: Fields, position: number, options: CkanOptions): void => {
  const node = table.node(csvw.column, csvw.Column, absoluteIri(column['uri']));
  node.text(csvw.name, column['name']).text(csvw.datatype, column['datatype']).link(csvw.propertyUrl, column['property_url']);
  node.typed(csvw.number, position, xsd.nonNegativeInteger);
  texts(node, csvw.title, { ...column, title: column['title'] ?? column['name'] }, 'title', options.language);
  texts(node, dct.description, { ...column, description: column['description'] ?? column['title'] ?? column['name'] }, 'description', options.language);
};

/** `variables[] {table, name, title, description, datatype}`: CKAN has no field of its own for a data dictionary; this one is ours. */
export const addVariables = (dataset: NodeBuilder, item: Fields, options: CkanOptions): void => {
  const columns = objects(item, 'variables').filter((column) => given(column['name']) !== undefined);
  if (columns.length === 0) return;
  const group = dataset.node(healthdcatap.hasVariables, csvw.TableGroup);
  texts(group, dct.title, item, 'title', options.language);
  for (const [name, members] of Object.entries(Object.groupBy(columns, (column) => given(column['table']) ?? ''))) {
    const table = group.node(csvw.table, csvw.Table);
    if (name === '') texts(table, dct.title, item, 'title', options.language);
    else table.text(dct.title, name);
    members?.forEach((column, at) => addColumn(table, column, at + 1, options));
  }
};
