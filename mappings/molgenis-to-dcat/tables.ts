import { parse } from 'csv-parse/sync';
import { AppError } from '../../core/errors.ts';

/** One row by column name; empty cells are absent. */
export type Row = Readonly<Record<string, string>>;
/** Table name (`Collections`, `Variables`, …) → rows. */
export type Tables = ReadonlyMap<string, readonly Row[]>;

/** Limits of catalogue.md §6.7. */
const limits = { rows: 1_000_000, columns: 1_000, cell: 64 * 1024 };

/** Rows of a CSV text with a head row. @throws AppError `parse-error` with the line, `too-large` naming the limit */
export const parseTable = (text: string, name: string): readonly Row[] => {
  let records: string[][];
  try {
    records = parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true, max_record_size: limits.columns * limits.cell, to: limits.rows + 2 });
  } catch (cause) {
    const { lines } = cause as { lines?: number };
    throw new AppError('invalid', 'parse-error', `${name}${lines === undefined ? '' : `, line ${lines}`}: the CSV cannot be read (${(cause as Error).message}).`, { cause, extra: lines === undefined ? {} : { line: lines } });
  }
  const head = records[0] ?? [];
  if (head.length > limits.columns) throw new AppError('too-large', 'too-large', `${name} has ${head.length} columns; the limit is ${limits.columns}.`);
  if (records.length > limits.rows + 1) throw new AppError('too-large', 'too-large', `${name} has more than ${limits.rows} rows, which is the limit.`);
  return records.slice(1).map((cells, at) => rowOf(head, cells, name, at + 2));
};

const rowOf = (head: readonly string[], cells: readonly string[], name: string, line: number): Row => {
  const row: Record<string, string> = {};
  cells.forEach((cell, at) => {
    const column = head[at]?.trim();
    if (cell.length > limits.cell) throw new AppError('too-large', 'too-large', `${name}, line ${line}: a cell has ${cell.length} characters; the limit is ${limits.cell}.`);
    if (column !== undefined && cell.trim() !== '') row[column] = cell.trim();
  });
  return row;
};

/** Values of a cell that holds a list: separated by commas, each possibly in quotes (`"F93.9 Disorder, unspecified"`). */
export const cellValues = (cell: string | undefined): readonly string[] => {
  if (cell === undefined) return [];
  if (!cell.includes(',')) return [cell];
  try {
    const rows = parse(cell, { relax_column_count: true, trim: true }) as unknown as string[][];
    return (rows[0] ?? []).filter((value) => value !== '');
  } catch {
    return cell.split(',').map((value) => value.trim()).filter((value) => value !== '');
  }
};

/** A composite key `x.resource` + `x.{part}`: two lists in step. @returns pairs [resource, part, …further parts] */
export const cellKeys = (row: Row, name: string, ...parts: readonly string[]): readonly (readonly string[])[] => {
  const resources = cellValues(row[`${name}.resource`]);
  const columns = parts.map((part) => cellValues(row[`${name}.${part}`]));
  return resources.map((resource, at) => [resource, ...columns.map((column) => column[at] ?? '')]);
};
