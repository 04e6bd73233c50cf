import type { Quad } from 'n3';
import { AppError, isAppError } from '../../core/errors.ts';
import { decodeText } from './decode.ts';
import { limitedFactory } from './factory.ts';
import { documentLimits, type ParseLimits } from './limits.ts';
import { rdfMediaTypeOf, sniff, type RdfMediaType } from './media-types.ts';
import { parseJsonLd } from './parse-json-ld.ts';
import { parseRdfXml } from './parse-rdf-xml.ts';
import { parseTurtle } from './parse-turtle.ts';

export type ParseOptions = {
  readonly mediaType: string;
  /** Relative IRIs resolve against it: the address the document came from. */
  readonly baseIri: string;
  readonly limits?: ParseLimits;
  /** Keep the graph names of TriG, N-Quads and JSON-LD (feeds need them); else everything is one graph. */
  readonly keepGraphs?: boolean;
};

const names: Readonly<Record<RdfMediaType | 'html' | 'zip', string>> = {
  'text/turtle': 'Turtle', 'application/trig': 'TriG', 'application/n-triples': 'N-Triples', 'application/n-quads': 'N-Quads',
  'application/ld+json': 'JSON-LD', 'application/rdf+xml': 'RDF/XML', html: 'an HTML page', zip: 'a ZIP archive or a spreadsheet',
};

const turtleFamily: readonly string[] = ['text/turtle', 'application/trig', 'application/n-triples', 'application/n-quads'];

/** Told only after a document failed: whether it looks like something else than it says. */
const mislabelled = (bytes: Uint8Array, mediaType: RdfMediaType): string | undefined => {
  const found = sniff(bytes);
  if (found === undefined || found === mediaType || (turtleFamily.includes(found) && turtleFamily.includes(mediaType))) return undefined;
  return `This says it is ${names[mediaType]}, but it looks like ${names[found]}.`;
};

const read = (text: string, mediaType: RdfMediaType, options: ParseOptions, limits: ParseLimits): Promise<readonly Quad[]> | readonly Quad[] => {
  const factory = limitedFactory(limits, options.keepGraphs ?? false);
  if (mediaType === 'application/ld+json') return parseJsonLd(text, options.baseIri, limits, factory);
  if (mediaType === 'application/rdf+xml') return parseRdfXml(text, options.baseIri, limits, factory);
  return parseTurtle(text, mediaType, options.baseIri, factory);
};

/** Quads of one document in Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML. Blank node labels are unique per document, so graphs can be joined.
 *  @throws AppError `unsupported-format`, `unknown-encoding`, `too-large`, `too-many-quads`, `bad-iri`, `parse-error` (with line and column),
 *  `remote-context`, `doctype-forbidden`
 *  @see catalogue.md §3.2 step 1, §6.7, §6.8 */
export const parseRdf = async (bytes: Uint8Array, options: ParseOptions): Promise<readonly Quad[]> => {
  const limits = options.limits ?? documentLimits;
  const mediaType = rdfMediaTypeOf(options.mediaType);
  if (mediaType === undefined) {
    throw new AppError('unsupported-media-type', 'unsupported-format', `"${options.mediaType}" is not read here. Send Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML.`);
  }
  if (bytes.length > limits.maxBytes) {
    throw new AppError('too-large', 'too-large', `The document has ${bytes.length} bytes; the limit is ${limits.maxBytes}.`);
  }
  const text = decodeText(bytes, mediaType === 'application/rdf+xml');
  try {
    return await read(text, mediaType, options, limits);
  } catch (thrown) {
    const hint = isAppError(thrown) && thrown.code === 'parse-error' ? mislabelled(bytes, mediaType) : undefined;
    if (hint === undefined || !isAppError(thrown)) throw thrown;
    throw new AppError(thrown.kind, thrown.code, `${hint} ${thrown.detail}`, { cause: thrown, extra: thrown.extra });
  }
};
