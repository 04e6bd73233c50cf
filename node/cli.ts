import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { isAppError } from '../core/errors.ts';
import { ConfigError } from './config/config.ts';
import { version } from './version.ts';

/** Every file of cli/ that offers `register(program)` is a group of commands. */
const registerAll = async (program: Command): Promise<void> => {
  const folder = join(import.meta.dirname, 'cli');
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort()) {
    const group = (await import(pathToFileURL(join(folder, name)).href)) as { register?: (program: Command) => void };
    group.register?.(program);
  }
};

const program = new Command('ehds-node').description('Operate a national node').version(version).showHelpAfterError();
await registerAll(program);
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof ConfigError) for (const problem of error.problems) console.error(problem);
  else console.error(isAppError(error) ? error.detail : error instanceof Error ? error.message : String(error));
  process.exit(error instanceof ConfigError ? 78 : 1);
}
