import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cache } from './places.mjs';
import { say } from './progress.mjs';

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Taken or not: the file appears together with the holder's process id, because a link is made in one step. */
const take = (file) => {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
};

const holderOf = (file) => {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** `npm run demo` and `npm test` started together must not both install: the second waits. A lock of a dead process is void. */
export const withLock = async (work) => {
  const file = join(cache, 'setup.lock');
  mkdirSync(cache, { recursive: true });
  for (let told = false; !take(file); ) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (!alive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say(`Another set-up is running in this folder (process ${holder}): waiting for it.`);
    told = true;
    await pause(300);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};
