import { join } from 'node:path';
import { runHanded } from './child.mjs';
import { bin } from './places.mjs';
import { say } from './progress.mjs';
import { runTests } from './tests.mjs';

const checks = [
  ['types', join(bin, 'tsc'), ['-p', 'tsconfig.json']],
  ['types of the portal', join(bin, 'tsc'), ['-p', 'web/tsconfig.json']],
  ['lint', join(bin, 'eslint'), ['.']],
  ['import rules', join(bin, 'depcruise'), ['--config', '.dependency-cruiser.mjs', 'core', 'node', 'connectors', 'mappings', 'certs', 'queues', 'web/src', 'test']],
];

/** Types, lint, import rules, tests. All of them run, whatever the first says; the exit code is non-zero when one failed. */
export const runCheck = async (args) => {
  const failed = [];
  for (const [name, command, rest] of checks) {
    const since = Date.now();
    const code = await runHanded(command, rest);
    say(`${code === 0 ? '✓' : '✗'} ${name}: ${((Date.now() - since) / 1000).toFixed(1)} s`);
    if (code !== 0) failed.push(name);
  }
  if (failed.length > 0) say(`Failed before the tests: ${failed.join(', ')}.`);
  const tests = await runTests(args);
  return failed.length > 0 ? 1 : tests;
};
