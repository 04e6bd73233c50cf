import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { bin, cache, root } from './places.mjs';

const exitCodeOf = (code, signal) => code ?? (signal === 'SIGINT' ? 130 : 143);

/** Programs of node_modules see Node 24 first, as in an npm script. */
const withNode24 = (env = {}) => ({ ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, ...env });

/** Our own node_modules/.bin must not be on the way while npm replaces it. */
export const withoutOwnBin = () => ({
  ...process.env,
  PATH: (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== bin).join(delimiter),
});

/**
 * Runs a program in the foreground and gives its exit code. On Ctrl-C the terminal has told it already: we only wait, so that it
 * ends in order. A SIGTERM is meant for it and passed on.
 */
export const runHanded = (command, args, env = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: withNode24(env) });
    const wait = () => {};
    const passOn = () => child.kill('SIGTERM');
    process.on('SIGINT', wait);
    process.on('SIGTERM', passOn);
    process.on('SIGHUP', passOn);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', passOn);
      process.off('SIGHUP', passOn);
      resolve(exitCodeOf(code, signal));
    });
  });

/** Runs a program quietly; what it said goes to a log. @returns its exit code, its output, the log's place */
export const runQuietly = (command, args, { logName, cwd = root, env = withNode24({ NO_COLOR: '1' }), onStart = () => {} }) =>
  new Promise((resolve, reject) => {
    const log = join(cache, 'setup', `${logName}.log`);
    mkdirSync(dirname(log), { recursive: true });
    const file = openSync(log, 'w');
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', file, file] });
    if (child.pid !== undefined) onStart(child.pid);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      closeSync(file);
      resolve({ code: exitCodeOf(code, signal), output: readFileSync(log, 'utf8'), log });
    });
  });
