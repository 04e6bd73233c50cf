import { JsonLdParser } from 'jsonld-streaming-parser';
import type { Quad } from 'n3';
import { AppError, isAppError } from '../../core/errors.ts';
import { shippedContext } from './contexts/index.ts';
import type { LimitedFactory } from './factory.ts';
import { checkJsonLimits } from './json-limits.ts';
import type { ParseLimits } from './limits.ts';
import { parseError } from './parse-error.ts';

/** Serves own copies of well-known contexts and nothing else: input never makes this node call anybody. */
const documentLoader = {
  load: (url: string): Promise<Record<string, unknown>> => {
    const known = shippedContext(url);
    if (known !== undefined) return Promise.resolve(known as unknown as Record<string, unknown>);
    return Promise.reject(
      new AppError('invalid', 'remote-context', `The document refers to the context ${url}, which this node does not fetch. Put the content of that file into "@context" itself, and send it again.`, {
        extra: { url },
      }),
    );
  },
};

const lineAndColumn = (text: string, offset: number) => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** Syntax is checked with the engine's own JSON reader first: its message carries a position, the streaming one only a token. */
const checkSyntax = (text: string): void => {
  try {
    JSON.parse(text);
  } catch (cause) {
    const message = (cause as Error).message;
    const position = /position (\d+)/.exec(message)?.[1];
    const place = position === undefined ? { line: text.split('\n').length, column: undefined } : lineAndColumn(text, Number(position));
    throw parseError(message.replace(/ in JSON at position.*$/s, ''), place.line, place.column, cause);
  }
};

/** JSON-LD 1.1. @throws AppError `parse-error`, `remote-context`, `too-large`, `too-many-quads` */
export const parseJsonLd = async (text: string, baseIri: string, limits: ParseLimits, factory: LimitedFactory): Promise<readonly Quad[]> => {
  checkJsonLimits(text, limits);
  checkSyntax(text);
  const parser = new JsonLdParser({ baseIRI: baseIri, dataFactory: factory as never, documentLoader: documentLoader as never, rdfstar: false });
  const quads: Quad[] = [];
  return await new Promise((resolve, reject) => {
    parser.on('data', (quad: unknown) => quads.push(quad as Quad));
    parser.on('error', (error: Error) => reject(isAppError(error) ? error : asParseError(error)));
    parser.on('end', () => resolve(quads));
    parser.end(text);
  });
};

const asParseError = (error: Error): AppError => {
  // the context reader wraps what the document loader said
  const url = /Failed to load remote context (\S+):/.exec(error.message)?.[1];
  if (url !== undefined) {
    return new AppError('invalid', 'remote-context', `The document refers to the context ${url}, which this node does not fetch. Put the content of that file into "@context" itself, and send it again.`, {
      extra: { url },
      cause: error,
    });
  }
  return parseError(error.message, undefined, undefined, error);
};
