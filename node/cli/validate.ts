import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { DatasetReport, DocumentReport } from '../../core/api/validate.ts';
import { AppError } from '../../core/errors.ts';
import { rdfMediaTypeOfFile, sniff } from '../../mappings/rdf/media-types.ts';
import { createDocumentCheck } from '../catalogue/validate/check-document.ts';
import { createValidator } from '../catalogue/validate/validator.ts';

type Options = { lang: string; format?: string; json?: boolean; import?: boolean };

const mediaTypeOf = (file: string, bytes: Uint8Array, options: Options): string => {
  const sniffed = sniff(bytes);
  const known = options.format ?? rdfMediaTypeOfFile(file) ?? (sniffed === 'html' || sniffed === 'zip' ? undefined : sniffed);
  if (known === undefined) throw new AppError('invalid', 'unsupported-format', `${file}: neither its name nor its content says which RDF format it is. Say it with --format, e.g. --format text/turtle.`);
  return known;
};

const marks = { violation: 'must fix  ', warning: 'should fix', info: 'hint      ' } as const;

/** Equal lines once, with how often. */
const counted = (lines: readonly string[]): string[] => {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, times]) => (times === 1 ? line : `${line} (${times} times)`));
};

const printDataset = (report: DatasetReport): void => {
  console.log(`\n${report.title ?? report.iri}\n${report.iri}`);
  if (report.refused !== undefined) return console.log(`  refused: ${report.refused.detail}`);
  console.log(`  access level ${report.accessLevel ?? 'not stated'}, ${report.violations} to fix, ${report.warnings} that should be fixed, quality ${report.score.total} (${report.score.band})`);
  for (const line of counted(report.changes.map((change) => `${change.path}: "${change.from}" as "${change.to}"`))) console.log(`  read        ${line}`);
  for (const finding of report.findings) {
    console.log(`  ${marks[finding.severity]}  ${finding.what}${finding.points === undefined ? '' : ` (+${finding.points})`}\n              ${finding.mend}`);
  }
};

const printReport = (report: DocumentReport): void => {
  for (const finding of report.findings) console.log(`${finding.what} ${finding.mend}`);
  for (const dataset of report.datasets) printDataset(dataset);
  const faulty = report.datasets.filter(({ valid }) => !valid).length;
  console.log(`\n${report.datasets.length} datasets, ${faulty} with something to fix, ${report.statements} statements read.`);
};

/** Exit code 0: nothing to fix; 1: something to fix; the command itself throws when the file cannot be read. */
const validateFile = async (file: string, options: Options): Promise<void> => {
  const bytes = await readFile(file);
  const check = createDocumentCheck((await createValidator()).validate);
  const report = await check(bytes, { mediaType: mediaTypeOf(file, bytes, options), baseIri: pathToFileURL(file).href, language: options.lang, asImported: options.import === true });
  if (options.json === true) console.log(JSON.stringify(report, undefined, 1));
  else printReport(report);
  process.exitCode = report.valid ? 0 : 1;
};

/** `ehds-node validate FILE` (catalogue.md §7). */
export const register = (program: Command): void => {
  program
    .command('validate <file>')
    .description('validate a dataset description (Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML) and say in words what to mend')
    .option('--lang <language>', 'en, fr or de', 'en')
    .option('--format <media type>', 'when the file name does not say it')
    .option('--import', 'read it as an import would: older releases brought up to Release 8')
    .option('--json', 'the whole report as JSON')
    .action(validateFile);
};
