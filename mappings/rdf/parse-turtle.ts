import n3 from 'n3';
import type { Quad } from 'n3';
import { isAppError } from '../../core/errors.ts';
import type { LimitedFactory } from './factory.ts';
import { parseError } from './parse-error.ts';

type SyntaxContext = { readonly line?: number; readonly token?: { readonly start?: number }; readonly previousToken?: { readonly line: number; readonly end: number } };

/** Column where the reader stopped: the token's own start, else right after the token before it on the same line. */
const columnOf = (context: SyntaxContext, text: string, message: string): number => {
  if (context.token?.start !== undefined) return context.token.start + 1;
  const after = context.previousToken?.line === context.line ? (context.previousToken?.end ?? 0) : 0;
  const issue = /^Unexpected "(.*)" on line/s.exec(message)?.[1] ?? '';
  const line = text.split(/\r\n|\r|\n/)[(context.line ?? 1) - 1] ?? '';
  const found = issue === '' ? -1 : line.indexOf(issue, after);
  return (found < 0 ? after : found) + 1;
};

/** Turtle, TriG, N-Triples, N-Quads with n3. @throws AppError `parse-error` with line and column */
export const parseTurtle = (text: string, format: string, baseIri: string, factory: LimitedFactory): readonly Quad[] => {
  try {
    // blankNodePrefix '' hands labels to the factory as they are written; the factory adds the document's own prefix
    return new n3.Parser({ format, baseIRI: baseIri, factory: factory as never, blankNodePrefix: '_:' }).parse(text);
  } catch (thrown) {
    if (isAppError(thrown)) throw thrown;
    const context = ((thrown as { context?: SyntaxContext }).context ?? {}) as SyntaxContext;
    const message = (thrown as Error).message;
    throw parseError(message.replace(/ on line \d+\.$/, ''), context.line, columnOf(context, text, message), thrown);
  }
};
