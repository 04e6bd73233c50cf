import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { consortiumFiles, createConsortium } from '../../certs/consortium.ts';
import type { Places } from './places.ts';

const names: Record<string, Record<string, string>> = {
  EU: { en: 'Coordination (EU)', fr: 'Coordination (UE)', de: 'Koordination (EU)' },
  FR: { en: 'France', fr: 'France', de: 'Frankreich' },
  FI: { en: 'Finland', fr: 'Finlande', de: 'Finnland', fi: 'Suomi' },
  DE: { en: 'Germany', fr: 'Allemagne', de: 'Deutschland' },
};
export const nameOf = (id: string): Record<string, string> => names[id] ?? { en: id };

export const trustFiles = (places: Places) => consortiumFiles(join(places.folder, 'consortium'));
export const keysOf = (places: Places, id: string): string => join(places.folder, id, 'keys');

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

/** One consortium CA, every node's keys in the node's own folder, a signed directory. Made once; the folder `consortium` appears
 *  only when all of it is complete, so an interrupted start begins anew. @returns whether it was made now */
export const ensureTrust = async (places: Places, now: string): Promise<boolean> => {
  const complete = join(places.folder, 'consortium');
  if (await exists(complete)) return false;
  const half = join(places.folder, 'consortium.half-made');
  await rm(half, { recursive: true, force: true });
  const files = await createConsortium(half, {
    name: 'EHDS demo consortium',
    now,
    directoryDays: 365,
    nodes: places.nodes.map((node) => ({
      nodeId: node.id, name: nameOf(node.id), country: node.id, roles: node.id === 'EU' ? ['coordinator'] : ['national-node'], gateway: node.gateway, portal: node.portal, hosts: ['127.0.0.1', 'localhost'],
    })),
  });
  for (const node of places.nodes) {
    await mkdir(node.folder, { recursive: true });
    await rm(keysOf(places, node.id), { recursive: true, force: true });
    await rename(files.keysDir(node.id), keysOf(places, node.id));
  }
  await rename(half, complete);
  return true;
};
