import ExcelJS from 'exceljs';
import type { CellValue } from 'exceljs';
import { AppError } from '../../core/errors.ts';
import { unzip } from '../source-document/unzip.ts';

/** A sheet as text: `cells[row][column]`, both from 0. Real dates come as ISO text. */
export type Sheet = { readonly name: string; readonly cells: readonly (readonly string[])[] };

/** Limit of catalogue.md §6.7. */
const maxRows = 100_000;

const textOf = (value: CellValue): string => {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('text' in value) return textOf(value.text as CellValue);
  if ('result' in value) return textOf(value.result as CellValue);
  return '';
};

/** Every sheet of a workbook, formulas as their stored result, links as their text.
 *  @throws AppError `parse-error`, `too-large` */
export const readWorkbook = async (bytes: Uint8Array, name: string): Promise<readonly Sheet[]> => {
  unzip(bytes, name); // refuses bombs before the workbook reader unpacks anything
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  } catch (cause) {
    throw new AppError('invalid', 'parse-error', `${name} cannot be read as an Excel workbook (${(cause as Error).message}).`, { cause });
  }
  return workbook.worksheets.map((sheet) => {
    if (sheet.rowCount > maxRows) throw new AppError('too-large', 'too-large', `${name}, sheet ${sheet.name}: ${sheet.rowCount} rows; the limit is ${maxRows}.`);
    const cells: string[][] = [];
    sheet.eachRow({ includeEmpty: true }, (row, number) => {
      cells[number - 1] = Array.from(Array.isArray(row.values) ? row.values.slice(1) : [], (value) => textOf(value as CellValue).trim());
    });
    return { name: sheet.name, cells: Array.from(cells, (row) => row ?? []) };
  });
};
