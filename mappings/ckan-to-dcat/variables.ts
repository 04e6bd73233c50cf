import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { given, listOf, translations } from '../dcat-builder/values.ts';
import type { TableInput, Text, VariableInput } from '../dcat-builder/variables.ts';
import { addVariables } from '../dcat-builder/variables.ts';
import { objects } from './fields.ts';

const textOf = (item: Fields, field: string, language: string | undefined): Text => {
  const translated = translations(item[`${field}_translated`]);
  if (translated.length > 0) return translated;
  return listOf(item[field]).flatMap((value): Text => {
    const text = given(value);
    return text === undefined ? translations(value) : [[language, text] as const];
  });
};

const variableOf = (item: Fields, language: string | undefined): VariableInput => ({
  name: given(item['name']) ?? '', title: textOf(item, 'title', language), description: textOf(item, 'description', language), datatype: given(item['datatype']), propertyUrl: given(item['property_url']),
});

/** variables[] {table, name, title, description, datatype, property_url}: not a field of ckanext-dcat; some national forms have such a list. */
export const addPackageVariables = (node: NodeBuilder, item: Fields, language: string | undefined): void => {
  const tables = new Map<string, VariableInput[]>();
  for (const row of objects(item, 'variables')) {
    const table = given(row['table']) ?? 'data';
    if (given(row['name']) !== undefined) tables.set(table, [...(tables.get(table) ?? []), variableOf(row, language)]);
  }
  const inputs = [...tables].map(([title, variables]): TableInput => ({ title: [[language, title]], variables }));
  addVariables(node, textOf(item, 'title', language), inputs);
};
