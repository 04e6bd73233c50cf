import { mkdir, readFile, readlink, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeIds } from './places.ts';

/** Empties a demo folder. Under root the databases may live outside of it, behind a link (node/storage/embedded-place.ts): those go too. */
export const emptyFolder = async (folder: string): Promise<void> => {
  for (const id of nodeIds) {
    const data = await readlink(join(folder, id, 'data', 'pg')).catch(() => undefined);
    if (data?.includes('/ehds-node-data-') !== true) continue;
    await rm(data, { recursive: true, force: true });
    for (const mark of ['.password', '.made', '.guard']) await rm(`${data}${mark}`, { force: true });
  }
  await rm(folder, { recursive: true, force: true });
};

const baseFile = (folder: string): string => join(folder, 'port-base');

/** Keys, directory and dataset addresses of a folder are made for one port base. */
export const keptPortBase = async (folder: string): Promise<number | undefined> => {
  const kept = Number(await readFile(baseFile(folder), 'utf8').catch(() => 'none'));
  return Number.isInteger(kept) ? kept : undefined;
};

export const keepPortBase = async (folder: string, portBase: number): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await writeFile(baseFile(folder), String(portBase));
};

export const isEmpty = async (folder: string): Promise<boolean> => (await readdir(folder).catch(() => [])).length === 0;

/** Free megabytes where `folder` is. */
export const freeMegabytes = async (folder: string): Promise<number> => {
  const disk = await statfs(folder);
  return Math.floor((disk.bavail * disk.bsize) / 1024 / 1024);
};
