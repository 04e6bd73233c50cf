import type { Variable, VariableTable } from '../../core/catalogue/record.ts';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { Node, QuadWriter } from './quad-writer.ts';

const writeVariable = (writer: QuadWriter, table: Node, variable: Variable): void => {
  const node = writer.typed(variable.iri, csvw.Column);
  writer.add(table, csvw.column, node);
  writer.text(node, csvw.name, variable.name);
  writer.langText(node, csvw.title, variable.title);
  writer.langText(node, dct.description, variable.description);
  writer.text(node, csvw.datatype, variable.datatype);
  writer.link(node, csvw.propertyUrl, variable.propertyUrl);
  writer.value(node, csvw.number, variable.number, xsd.nonNegativeInteger);
};

const writeTable = (writer: QuadWriter, group: Node, table: VariableTable): void => {
  const node = writer.typed(table.iri, csvw.Table);
  writer.add(group, csvw.table, node);
  writer.langText(node, dct.title, table.title);
  writer.text(node, csvw.name, table.name);
  writer.link(node, csvw.url, table.url);
  writer.texts(node, dcat.keyword, table.keyword);
  for (const variable of table.variables) writeVariable(writer, node, variable);
};

const groupKey = (table: VariableTable): string => JSON.stringify(table.group ?? null);

/** Tables of one group stand under one csvw:TableGroup; a table without a group gets one with its own title (Release 8 asks for a title). */
export const writeVariables = (writer: QuadWriter, dataset: Node, tables: readonly VariableTable[]): void => {
  const groups = new Map<string, VariableTable[]>();
  for (const table of tables) groups.set(groupKey(table), [...(groups.get(groupKey(table)) ?? []), table]);
  for (const members of groups.values()) {
    const group = members[0]?.group;
    const node = writer.typed(group?.iri, csvw.TableGroup);
    writer.add(dataset, healthdcatap.hasVariables, node);
    writer.langText(node, dct.title, group?.title ?? members[0]?.title);
    for (const table of members) writeTable(writer, node, table);
  }
};
