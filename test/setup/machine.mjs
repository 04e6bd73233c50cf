import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';
import { Stop } from './progress.mjs';

// Dependencies 0.75 GB; four databases with their logs, or the test databases and the unpacked browser, about 0.5 GB.
const MB = 1024 * 1024;
const neededForDependencies = 900 * MB;
const neededForRunning = 500 * MB;

/** Refuses in one sentence a machine on which the parts from the npm registry cannot run. */
export const checkMachine = () => {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Stop(`This Node is ${process.version}: install Node 20 or newer (any later version will do) and try again.`);
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Stop(
      `This machine is ${process.platform}/${process.arch}: Node 24 and PostgreSQL come from the npm registry for Linux on x64. Use a Linux x64 machine or virtual machine.`,
    );
  if (process.report?.getReport().header.glibcVersionRuntime === undefined)
    throw new Stop('This Linux has no glibc (Alpine?): Node 24 and PostgreSQL from the npm registry need it. Use Debian, Ubuntu, Fedora or another glibc system.');
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Stop(`The folder ${root} cannot be written by this user: clone the repository to a folder of your own.`);
  }
};

export const checkDisk = () => {
  const disk = statfsSync(root);
  const free = Number(disk.bavail) * Number(disk.bsize);
  const needed = neededForRunning + (existsSync(join(root, 'node_modules', 'typescript')) ? 0 : neededForDependencies);
  if (free < needed)
    throw new Stop(`The disk of ${root} has ${Math.floor(free / MB)} MB free and about ${Math.ceil(needed / MB)} MB are needed: make room (\`npm run demo -- --fresh\` also empties .demo/) and try again.`);
};
