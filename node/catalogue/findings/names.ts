import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import { textIn } from '../../../core/languages.ts';
import type { TellingContext } from './describe-finding.ts';

/** Names of the inner things of a record by their node: a distribution's title, a variable's name; findings then say which one they mean. */
export const namesIn = (record: DatasetRecord, language: string): TellingContext => {
  const names = new Map<string, string>();
  for (const { iri, title } of record.distribution) if (title !== undefined) names.set(iri, textIn(title, language)?.text ?? '');
  for (const table of record.variables) for (const { iri, name } of table.variables) if (iri !== undefined) names.set(iri, name);
  return { nameOf: (focus) => names.get(focus) };
};
