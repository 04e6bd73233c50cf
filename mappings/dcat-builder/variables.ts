import { csvw } from '../../core/vocabulary/csvw.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { NodeBuilder } from './node-builder.ts';

export type Text = readonly (readonly [language: string | undefined, text: string])[];

export type VariableInput = {
  readonly name: string;
  readonly title: Text;
  readonly description: Text;
  /** A CSVW name: string, integer, decimal, boolean, date, dateTime. */
  readonly datatype?: string | undefined;
  readonly propertyUrl?: string | undefined;
};

export type TableInput = { readonly title: Text; readonly name?: string | undefined; readonly description?: Text; readonly url?: string | undefined; readonly variables: readonly VariableInput[] };

const write = (node: NodeBuilder, property: string, text: Text): void => {
  for (const [language, value] of text) node.text(property, value, language);
};

const addColumn = (table: NodeBuilder, variable: VariableInput, at: number): void => {
  const column = table.node(csvw.column, csvw.Column).text(csvw.name, variable.name).typed(csvw.number, at + 1, xsd.nonNegativeInteger);
  write(column, csvw.title, variable.title.length > 0 ? variable.title : [[undefined, variable.name]]);
  write(column, dct.description, variable.description.length > 0 ? variable.description : variable.title);
  column.text(csvw.datatype, variable.datatype).link(csvw.propertyUrl, variable.propertyUrl);
};

/** The data dictionary of a dataset as one csvw:TableGroup; without a label the name stands in, without a description the label
 *  (catalogue.md §1.11, §3.6). Having variables makes the data structured (§3.2 step 7, done by the normalisation). */
export const addVariables = (dataset: NodeBuilder, title: Text, tables: readonly TableInput[]): void => {
  const filled = tables.filter((table) => table.variables.length > 0);
  if (filled.length === 0) return;
  const group = dataset.node(healthdcatap.hasVariables, csvw.TableGroup);
  write(group, dct.title, title);
  for (const table of filled) {
    const node = group.node(csvw.table, csvw.Table).link(csvw.url, table.url).text(csvw.name, table.name);
    write(node, dct.title, table.title);
    write(node, dct.description, table.description ?? []);
    table.variables.forEach((variable, at) => addColumn(node, variable, at));
  }
};
