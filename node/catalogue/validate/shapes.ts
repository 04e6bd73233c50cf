import { readFileSync } from 'node:fs';
import type { Quad } from 'n3';
import type { AccessLevel } from '../../../core/catalogue/record.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';

const folder = new URL('../shapes/', import.meta.url);

const fileOf: Readonly<Record<AccessLevel, string>> = { PUBLIC: 'public', RESTRICTED: 'restricted', NON_PUBLIC: 'non-public' };

/** Names of the shape files of one level, by the order of catalogue.md §7.1. */
export const shapeFiles = (level: AccessLevel): Readonly<Record<'core' | 'range' | 'lists' | 'recommended', readonly string[]>> => ({
  core: ['base.ttl', `${fileOf[level]}.ttl`],
  range: ['range.ttl'],
  lists: ['vocabularies.ttl'],
  recommended: ['recommended.ttl', `recommended-${fileOf[level]}.ttl`],
});

/** Statements of shape files shipped with the product. */
export const readShapes = async (files: readonly string[]): Promise<Quad[]> => {
  const parsed = await Promise.all(files.map((file) => parseRdf(readFileSync(new URL(file, folder)), { mediaType: 'text/turtle', baseIri: 'urn:ehds-node:shape:' })));
  return parsed.flat();
};
