import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export type FromFile = { readonly value: Record<string, unknown>; readonly changed: string };

const listOf = (content: unknown): Record<string, unknown>[] => {
  if (Array.isArray(content)) return content.flatMap(listOf);
  const value = content as Record<string, unknown>;
  if (value['resourceType'] === 'Bundle') return (value['entry'] as { resource: Record<string, unknown> }[]).map((entry) => entry.resource);
  return [value];
};

/** Everything in a folder's JSON files, read anew at each call, so that a visitor may edit a file and see the harvest pick it up.
 *  A file holds one object, a list, or a FHIR Bundle. `changed` is the time the file was last written. */
export const readFolder = async (folder: string): Promise<FromFile[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const all = await Promise.all(
    names.map(async (name): Promise<FromFile[]> => {
      const file = join(folder, name);
      const changed = (await stat(file)).mtime.toISOString();
      return listOf(JSON.parse(await readFile(file, 'utf8'))).map((value) => ({ value, changed }));
    }),
  );
  return all.flat();
};
