// Prints the counts of vitest's JSON report as one line; fails when there were no tests, when one failed, or when the tests that
// need Redis or a browser did not run.
import { countsOf, passedLike, readReport } from '../test/setup/report.mjs';

const report = readReport(process.argv[2]);
const { passed, failed, skipped } = report === undefined ? { passed: 0, failed: 1, skipped: 0 } : countsOf(report);
console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);

const problems = [];
if (report === undefined) problems.push('there is no test report');
else {
  if (passed + failed === 0) problems.push('no test ran');
  if (passedLike(report, /redis/i) === 0) problems.push('no test ran on Redis');
  if (passedLike(report, /test\/(portal|web|browser)\/|in the browser/i) === 0) problems.push('no test ran in the browser');
}
for (const problem of problems) console.error(`counts: ${problem}`);
process.exitCode = failed > 0 || problems.length > 0 ? 1 : 0;
