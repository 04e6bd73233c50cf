import n3 from 'n3';
import type { Quad } from 'n3';
import { AppError } from '../../core/errors.ts';
import { rdfMediaTypeOf } from './media-types.ts';
import { writeJsonLd } from './write-json-ld.ts';
import { writeRdfXml } from './write-rdf-xml.ts';

/** Raises when a caller asks for quads in a format nobody writes. */
const refuse = (mediaType: string): never => {
  throw new AppError('not-acceptable', 'not-acceptable', `"${mediaType}" is not written here.`);
};

/** Quads as Turtle, TriG, JSON-LD (context inside the document, never remote), RDF/XML, N-Triples or N-Quads.
 *  @param prefixes prefix → namespace, for the formats that have prefixes
 *  @throws AppError `not-acceptable` */
export const serialise = (quads: readonly Quad[], mediaType: string, prefixes: Readonly<Record<string, string>>): string => {
  const format = rdfMediaTypeOf(mediaType);
  switch (format) {
    case 'text/turtle':
    case 'application/trig':
      return write(grouped(quads), format, prefixes);
    case 'application/n-triples':
    case 'application/n-quads':
      return write(quads, format, {});
    case 'application/ld+json':
      return writeJsonLd(quads, prefixes);
    case 'application/rdf+xml':
      return writeRdfXml(quads, prefixes);
    default:
      return refuse(mediaType);
  }
};

/** Turtle reads well only when a subject's statements stand together; the order of subjects stays. */
const grouped = (quads: readonly Quad[]): Quad[] => {
  const groups = new Map<string, Quad[]>();
  for (const quad of quads) {
    const key = `${quad.graph.value} ${(quad.subject as { id: string }).id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [quad]);
    else group.push(quad);
  }
  return [...groups.values()].flat();
};

const write = (quads: readonly Quad[], format: string, prefixes: Readonly<Record<string, string>>): string => {
  const writer = new n3.Writer({ format, prefixes });
  writer.addQuads(quads as Quad[]);
  let text = '';
  writer.end((error, result) => {
    if (error) throw error;
    text = result;
  });
  return text;
};
