import { absoluteIri } from '../dcat-builder/values.ts';
import type { TableInput, VariableInput } from '../dcat-builder/variables.ts';
import { datatypes } from './lists.ts';
import type { Row, Tables } from './tables.ts';

const variableOf = (row: Row): VariableInput => {
  const repeat = row['repeat max'] === undefined ? [] : [`Repeated by ${row['repeat unit'] ?? 'time'} ${row['repeat min'] ?? '0'} to ${row['repeat max']}.`];
  const description = [row['description'], row['unit'] === undefined ? undefined : `Unit: ${row['unit']}.`, ...repeat].filter((part) => part !== undefined).join(' ');
  return {
    name: row['name'] ?? '', title: row['label'] === undefined ? [] : [[undefined, row['label']]], description: description === '' ? [] : [[undefined, description]],
    datatype: datatypes[row['format'] ?? ''] ?? 'string', propertyUrl: absoluteIri(row['ontology term URI']),
  };
};

/** Collection id → its tables with their variables; a variable whose table is not listed gets a table of that name. */
export const dictionaries = (tables: Tables): ReadonlyMap<string, readonly TableInput[]> => {
  const rows = new Map<string, Map<string, VariableInput[]>>();
  for (const row of tables.get('Variables') ?? []) {
    const [resource, table] = [row['resource'] ?? '', row['table'] ?? ''];
    const ofResource = rows.get(resource) ?? new Map<string, VariableInput[]>();
    ofResource.set(table, [...(ofResource.get(table) ?? []), variableOf(row)]);
    rows.set(resource, ofResource);
  }
  const heads = new Map((tables.get('Tables') ?? []).map((row) => [`${row['resource'] ?? ''}\u0000${row['name'] ?? ''}`, row]));
  const toTable = (resource: string, name: string, variables: VariableInput[]): TableInput => {
    const head = heads.get(`${resource}\u0000${name}`);
    const size = head?.['number of rows'] === undefined ? '' : ` Number of rows: ${head['number of rows']}.`;
    const description = `${head?.['description'] ?? ''}${size}`.trim();
    return { title: [[undefined, head?.['label'] ?? name]], name, description: description === '' ? [] : [[undefined, description]], variables };
  };
  return new Map([...rows].map(([resource, ofResource]) => [resource, [...ofResource].map(([name, variables]) => toTable(resource, name, variables))]));
};

/** Variables whose format says nothing: taken as text, told once per collection. */
export const unknownFormats = (tables: Tables): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const row of tables.get('Variables') ?? []) {
    if (datatypes[row['format'] ?? ''] === undefined) counts.set(row['resource'] ?? '', (counts.get(row['resource'] ?? '') ?? 0) + 1);
  }
  return counts;
};
