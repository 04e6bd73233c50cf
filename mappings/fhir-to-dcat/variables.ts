import type { Attachment } from 'fhir/r4.d.ts';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { fieldsOf, given, listOf } from '../dcat-builder/values.ts';

/** A dictionary of some thousand variables; a larger one comes by its own address (catalogue.md §6.7). */
const maxDataChars = 8 * 1024 * 1024;

const decoded = (data: string): Fields | undefined => {
  try {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    return fieldsOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
};

/** CSVW natural language property: text, list of texts, or a map from language to either. */
const addTexts = (node: NodeBuilder, property: string, value: unknown, language: string | undefined): boolean => {
  const byLanguage = fieldsOf(value);
  const entries: readonly (readonly [string | undefined, unknown])[] = byLanguage === undefined ? [[language, value]] : Object.entries(byLanguage);
  const texts = entries.flatMap(([lang, texts]) => listOf(texts).flatMap((text) => (given(text) === undefined ? [] : [[lang, text] as const])));
  for (const [lang, text] of texts) node.text(property, text, lang);
  return texts.length > 0;
};

const addColumn = (table: NodeBuilder, column: Fields, position: number, language: string | undefined): void => {
  const node = table.node(csvw.column, csvw.Column).text(csvw.name, column['name']);
  node.text(csvw.datatype, fieldsOf(column['datatype'])?.['base'] ?? column['datatype'] ?? 'string').link(csvw.propertyUrl, column['propertyUrl']);
  node.typed(csvw.number, position, xsd.nonNegativeInteger);
  if (!addTexts(node, csvw.title, column['titles'], language)) node.text(csvw.title, column['name']);
  if (!addTexts(node, dct.description, column['dc:description'], language) && !addTexts(node, dct.description, column['titles'], language)) node.text(dct.description, column['name']);
};

/** The data dictionary of a Library that carries it whole: an attachment `application/csvm+json` with the CSVW metadata in `data`.
 *  A dictionary behind an address only is a link and stays one (catalogue.md §4.2): nothing is fetched from an address in a record. */
export const addVariables = (dataset: NodeBuilder, attachment: Attachment, language: string | undefined): void => {
  if (attachment.data === undefined || attachment.data.length > maxDataChars) return;
  const metadata = decoded(attachment.data);
  if (metadata === undefined) return;
  const tables = listOf(metadata['tables'] ?? metadata).map(fieldsOf).filter((table) => table !== undefined);
  const group = dataset.node(healthdcatap.hasVariables, csvw.TableGroup);
  if (!addTexts(group, dct.title, metadata['dc:title'], language)) group.text(dct.title, attachment.title ?? 'Variables', language);
  for (const [at, table] of tables.entries()) {
    const node = group.node(csvw.table, csvw.Table);
    if (!addTexts(node, dct.title, table['dc:title'], language)) node.text(dct.title, table['url'] ?? `Table ${at + 1}`);
    const columns = listOf(fieldsOf(table['tableSchema'])?.['columns']).map(fieldsOf).filter((column) => column !== undefined);
    columns.forEach((column, position) => addColumn(node, column, position + 1, language));
  }
};
