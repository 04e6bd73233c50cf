#!/usr/bin/env node
// `ehds-node`: runs node/cli.ts with the Node that the product brings, whatever Node the shell found.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const own = join(here, '..', 'node_modules', '.bin', 'node');
const run = spawnSync(existsSync(own) ? own : process.execPath, [join(here, 'cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(run.status ?? 1);
