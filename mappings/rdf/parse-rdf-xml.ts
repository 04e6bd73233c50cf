import type { Quad } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { isAppError } from '../../core/errors.ts';
import type { LimitedFactory } from './factory.ts';
import type { ParseLimits } from './limits.ts';
import { parseError } from './parse-error.ts';
import { guardXml } from './xml-guard.ts';

const asParseError = (error: Error) => {
  const place = /^(?:Line )?(\d+)(?: column |:)(\d+): ([\s\S]*)$/.exec(error.message);
  return place === null ? parseError(error.message, undefined, undefined, error) : parseError(place[3] ?? '', Number(place[1]), Number(place[2]), error);
};

/** RDF/XML. @throws AppError `parse-error` with line and column, `doctype-forbidden`, `too-large`, `too-many-quads` */
export const parseRdfXml = async (text: string, baseIri: string, limits: ParseLimits, factory: LimitedFactory): Promise<readonly Quad[]> => {
  guardXml(text, limits);
  const parser = new RdfXmlParser({ baseIRI: baseIri, dataFactory: factory as never, trackPosition: true });
  const quads: Quad[] = [];
  return await new Promise((resolve, reject) => {
    parser.on('data', (quad: unknown) => quads.push(quad as Quad));
    parser.on('error', (error: Error) => reject(isAppError(error) ? error : asParseError(error)));
    parser.on('end', () => resolve(quads));
    parser.end(text);
  });
};
