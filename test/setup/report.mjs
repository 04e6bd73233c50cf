import { existsSync, readFileSync } from 'node:fs';

// Reads vitest's JSON report: counts are taken from single tests, and a file that could not even be loaded counts as one failure.

export const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

const testsOf = (report) => report.testResults.flatMap((file) => file.assertionResults.map((test) => ({ file: file.name, name: test.fullName, status: test.status })));

export const countsOf = (report) => {
  const tests = testsOf(report);
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'));
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + brokenFiles.length,
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).length,
  };
};

export const skippedIn = (report) =>
  testsOf(report)
    .filter((test) => !['passed', 'failed'].includes(test.status))
    .map((test) => `${test.file.replace(`${process.cwd()}/`, '')}: ${test.name}`);

/** How many tests passed whose file or name matches. */
export const passedLike = (report, pattern) => testsOf(report).filter((test) => test.status === 'passed' && pattern.test(`${test.file} ${test.name}`)).length;
