import type { RunItem } from '../../../core/api/sources.ts';

const columns = ['record', 'recordId', 'title', 'outcome', 'state', 'code', 'field', 'value', 'line', 'violations', 'warnings', 'detail'] as const;

/** A cell that a spreadsheet reads as text: formulas from a hostile title never run (OWASP CSV injection), quotes are doubled. */
const cell = (value: unknown): string => {
  const text = value === undefined ? '' : String(value as string | number);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvHeader = `${columns.join(',')}\r\n`;

/** One line per record or problem of a run. */
export const csvLine = (item: RunItem): string => `${columns.map((column) => cell(item[column])).join(',')}\r\n`;
