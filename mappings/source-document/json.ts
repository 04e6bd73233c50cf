import { checkJsonLimits } from '../rdf/json-limits.ts';
import { documentLimits } from '../rdf/limits.ts';
import { parseError } from '../rdf/parse-error.ts';

const placeOf = (text: string, message: string): { line: number; column: number | undefined } => {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return { line: text.split('\n').length, column: undefined };
  const before = text.slice(0, Number(position)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** Parsed JSON within the limits of catalogue.md §6.7. @throws AppError `parse-error` with line and column, `too-large` */
export const checkJson = (text: string, name: string): unknown => {
  checkJsonLimits(text, documentLimits);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (cause) {
    const message = (cause as Error).message;
    const { line, column } = placeOf(text, message);
    throw parseError(`${name} is not JSON: ${message.replace(/ in JSON at position.*$/s, '')}`, line, column, cause);
  }
};
