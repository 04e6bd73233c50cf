import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { node24 } from './dependencies.mjs';
import { runHanded } from './child.mjs';
import { cache, root } from './places.mjs';
import { say } from './progress.mjs';
import { countsOf, readReport, skippedIn } from './report.mjs';

export const reportFile = join(cache, 'test-report.json');

/** vitest, both projects; its last lines say what did not run on this machine, and why. */
export const runTests = async (args) => {
  mkdirSync(cache, { recursive: true });
  rmSync(reportFile, { force: true });
  const code = await runHanded(node24, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...args]);
  const report = readReport(reportFile);
  if (report === undefined) return code === 0 ? 1 : code;
  tellWhatDidNotRun(report);
  const counts = countsOf(report);
  say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  if (args.length === 0 && counts.passed === 0) return 1;
  return code;
};

const tellWhatDidNotRun = (report) => {
  const skipped = skippedIn(report);
  const redis = skipped.filter((test) => /redis/i.test(test));
  const absent = [];
  if (redis.length > 0) absent.push(`the runs on Redis (${redis.length} tests): no redis-server on this machine. Install it, or set REDIS_SERVER=/path/to/redis-server.`);
  if (!existsSync(join(root, '..', 'shared', 'data'))) absent.push('the comparisons with the reference files of ../shared/data: that folder is absent here.');
  const others = skipped.filter((test) => !/redis/i.test(test));
  if (absent.length > 0) say(`\nDid NOT run here:\n${absent.map((line) => `  - ${line}`).join('\n')}`);
  if (others.length > 0) say(`Skipped (${others.length}):\n${others.slice(0, 20).map((test) => `  - ${test}`).join('\n')}`);
};
