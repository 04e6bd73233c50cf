// Where the embedded database lives and as whom it runs. PostgreSQL refuses to run as root, and an unprivileged user may
// be unable to enter the folder of a root-owned clone (0700 home). Then programs and data go to a place of their own below
// /var/tmp, named after the data folder, and the data folder keeps a link to it.
import { createHash } from 'node:crypto';
import { chown, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export type RunAs = { readonly uid: number; readonly gid: number; readonly name: string };
export type Place = { readonly bin: string; readonly data: string; readonly runAs: RunAs | undefined };

/** The unprivileged account to use under root: `postgres` when the machine has one, else `nobody`, which every machine has. */
export const unprivileged = async (passwd = '/etc/passwd'): Promise<RunAs> => {
  const lines = (await readFile(passwd, 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const found = lines.find((fields) => fields[0] === name);
    if (found?.[2] !== undefined && found[3] !== undefined) return { uid: Number(found[2]), gid: Number(found[3]), name };
  }
  throw new Error('The embedded database must not run as root and this machine has neither a user "postgres" nor "nobody": start as an ordinary user, or give DATABASE_URL.');
};

/** Can this user enter every folder on the way to `path`? */
export const reachable = async (path: string, user: RunAs): Promise<boolean> => {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const info = await stat(folder).catch(() => undefined);
    if (info !== undefined && info.isDirectory()) {
      const bit = info.uid === user.uid ? 0o100 : info.gid === user.gid ? 0o010 : 0o001;
      if ((info.mode & bit) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
};

const outside = process.platform === 'linux' ? '/var/tmp' : tmpdir();
const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Copies the programs once, complete or not at all: a rename makes them appear. */
const copyPrograms = async (native: string, version: string): Promise<string> => {
  const target = join(outside, `ehds-node-pg-${short(`${native}|${version}`)}`);
  const done = await stat(join(target, 'bin', 'postgres')).then(() => true, () => false);
  if (done) return target;
  const fresh = `${target}.${process.pid}`;
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
  await rename(fresh, target).catch(async (error: NodeJS.ErrnoException) => {
    await rm(fresh, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return target;
};

const ownFolder = async (folder: string, user: RunAs): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chown(folder, user.uid, user.gid);
};

/** @param native folder with bin/, lib/, share/ of PostgreSQL */
export const findPlace = async (native: string, version: string, dataDir: string, uid = process.getuid?.()): Promise<Place> => {
  const data = join(resolve(dataDir), 'pg');
  await mkdir(dirname(data), { recursive: true });
  if (uid !== 0) return { bin: join(native, 'bin'), data, runAs: undefined };
  const user = await unprivileged();
  const programs = (await reachable(native, user)) ? native : await copyPrograms(native, version);
  if (await reachable(dirname(data), user)) {
    await ownFolder(data, user);
    return { bin: join(programs, 'bin'), data, runAs: user };
  }
  const elsewhere = join(outside, `ehds-node-data-${short(data)}`);
  const linked = await stat(data).then(() => true, () => false);
  // The link is the sign that the data outside belong to this data folder; without it they are a leftover of a deleted one.
  if (!linked) {
    await rm(elsewhere, { recursive: true, force: true });
    await rm(data, { force: true });
    await symlink(elsewhere, data);
  }
  await ownFolder(elsewhere, user);
  return { bin: join(programs, 'bin'), data: elsewhere, runAs: user };
};
