import type { Sheet } from './workbook.ts';

/** One filled or empty row of the template: the property as CURIE, its value, its comment, and where it stands (`Dataset!G12`). */
export type Entry = { readonly property: string; readonly value: string; readonly comment: string; readonly cell: string };
/** Rows below one head row: a sheet has one block, FileObject has one per file. */
export type Block = { readonly sheet: string; readonly entries: readonly Entry[] };

const words = {
  property: ['eigenschaft', 'property', 'propriété'],
  value: ['wert', 'value', 'valeur'],
  comment: ['anmerkung', 'comment', 'remark', 'note', 'remarque'],
};

const columnOf = (row: readonly string[], names: readonly string[]): number => row.findIndex((cell) => names.includes(cell.trim().toLowerCase()));

const letter = (column: number): string => String.fromCharCode(65 + column);

const placeholder = /^\[?\s*(wird automatisch (generiert|vergeben)|generated automatically)\s*\]?$/i;

/** Finds the head rows by their words, not by their number, and reads what stands below each. */
export const readBlocks = (sheet: Sheet): readonly Block[] => {
  const blocks: { sheet: string; entries: Entry[] }[] = [];
  let columns: { property: number; value: number; comment: number } | undefined;
  sheet.cells.forEach((row, at) => {
    const property = columnOf(row, words.property);
    const value = columnOf(row, words.value);
    if (property >= 0 && value >= 0) {
      columns = { property, value, comment: columnOf(row, words.comment) };
      blocks.push({ sheet: sheet.name, entries: [] });
      return;
    }
    const block = blocks.at(-1);
    if (columns === undefined || block === undefined) return;
    const name = (row[columns.property] ?? '').trim();
    if (!/^[A-Za-z][\w-]*:[\w-]+$/.test(name)) return;
    const text = (row[columns.value] ?? '').trim();
    block.entries.push({ property: name, value: placeholder.test(text) ? '' : text, comment: columns.comment < 0 ? '' : (row[columns.comment] ?? '').trim(), cell: `${sheet.name}!${letter(columns.value)}${at + 1}` });
  });
  return blocks;
};

/** A value list of the template: `WL …`, scheme in B1, then code and label. */
export type ValueList = { readonly scheme: string; readonly sheet: string; readonly concepts: readonly { readonly code: string; readonly label: string; readonly row: number }[] };

export const readValueList = (sheet: Sheet): ValueList | undefined => {
  const scheme = sheet.cells[0]?.[1]?.trim();
  const head = sheet.cells.findIndex((row) => /^(code|uri-code)$/i.test((row[0] ?? '').trim()));
  if (scheme === undefined || scheme === '' || head < 0) return undefined;
  const labelAt = Math.max(1, (sheet.cells[head] ?? []).findIndex((cell) => /^label$/i.test(cell.trim())));
  const concepts = sheet.cells.slice(head + 1).flatMap((row, at) => {
    const code = (row[0] ?? '').trim();
    return code === '' ? [] : [{ code, label: (row[labelAt] ?? '').trim(), row: head + 2 + at }];
  });
  return { scheme: scheme.replace(/\/$/, ''), sheet: sheet.name, concepts };
};
