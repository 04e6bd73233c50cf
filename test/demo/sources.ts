import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import type { sourceShape } from '../../core/api/sources.ts';
import type { DemoNode, Places } from './places.ts';
import { root } from './places.ts';

/** `--catalogue FR=FILE`: a file that takes the place of a node's demo catalogue. */
export type Catalogues = Readonly<Partial<Record<DemoNode, string>>>;

type SourceInput = z.input<typeof sourceShape>;

// Often enough that an edited file shows up while somebody watches.
const everyMs = 10_000;

/** Three countries, three kinds of national catalogue: files, a FHIR server, a CKAN. The coordinator has none. */
const sourceOf = (places: Places, id: DemoNode, catalogues: Catalogues): SourceInput | undefined => {
  const file = catalogues[id];
  if (file !== undefined) return { id: 'file', kind: 'file', path: resolve(file), everyMs };
  if (id === 'FR') return { id: 'national', kind: 'file', path: join(root, 'test/demo/catalogue/fr'), everyMs };
  if (id === 'FI') return { id: 'national', kind: 'fhir', address: places.fhirSource.url, privateAddresses: true, everyMs };
  if (id === 'DE') return { id: 'national', kind: 'ckan', address: places.ckanSource.url, privateAddresses: true, everyMs };
  return undefined;
};

/** Writes SOURCES_FILE of a node. @returns its place, or undefined when the node has no source */
export const writeSources = async (places: Places, id: DemoNode, catalogues: Catalogues): Promise<string | undefined> => {
  const source = sourceOf(places, id, catalogues);
  if (source === undefined) return undefined;
  const file = join(places.node(id).folder, 'sources.json');
  await mkdir(places.node(id).folder, { recursive: true });
  await writeFile(file, JSON.stringify([source], null, 1));
  return file;
};
