import { namespace } from './namespace.ts';

/** CSVW, for the variables of a dataset (catalogue.md §1.11). */
export const csvw = namespace('http://www.w3.org/ns/csvw#', [
  'TableGroup', 'Table', 'Column', 'Schema', 'table', 'column', 'name', 'title', 'titles', 'datatype', 'propertyUrl', 'url',
  'number', 'tableSchema',
]);
