import type { DatasetReport, DocumentReport, ToldFindingView } from '../../../core/api/validate.ts';
import type { Finding } from '../../../core/catalogue/finding.ts';
import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import { isAppError } from '../../../core/errors.ts';
import { textIn } from '../../../core/languages.ts';
import { checkRecordSize } from '../../../mappings/dcat-to-dataset/record-size.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { normalise } from '../../../mappings/normalise/normalise.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { documentLimits, type ParseLimits } from '../../../mappings/rdf/limits.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import { stateClasses } from '../../../mappings/dataset-to-dcat/state-classes.ts';
import { describeFinding, type TellingContext } from '../findings/describe-finding.ts';
import { scoreOf, withPoints, type Score } from '../score/score.ts';
import { checkInTurn, type CheckBounds } from './bounded.ts';
import { mayBePublished, type Validate } from './validator.ts';

export type CheckOptions = {
  readonly mediaType: string;
  readonly baseIri: string;
  readonly language: string;
  /** Read the document as this node would import it: older releases brought up to Release 8, classes stated. Otherwise as it was sent. */
  readonly asImported: boolean;
};

/** A document anyone may send: far below what a source may hold, because the answer is made while the sender waits. */
export const checkLimits: ParseLimits = { ...documentLimits, maxBytes: 16 * 1024 * 1024, maxQuads: 200_000 };

const namesOf = (record: DatasetRecord, language: string): TellingContext => {
  const names = new Map<string, string>();
  for (const { iri, title } of record.distribution) if (title !== undefined) names.set(iri, textIn(title, language)?.text ?? '');
  for (const table of record.variables) for (const { iri, name } of table.variables) if (iri !== undefined) names.set(iri, name);
  return { nameOf: (focus) => names.get(focus) };
};

const told = (findings: readonly Finding[], language: string, context: TellingContext): ToldFindingView[] =>
  findings.map((finding) => ({
    ...finding, found: [...finding.found],
    ...(finding.suggestions === undefined ? {} : { suggestions: [...finding.suggestions] }),
    ...describeFinding(finding, language, context),
  }) as ToldFindingView);

const scoreView = (score: Score): DatasetReport['score'] => ({
  total: score.total, band: score.band, dimensions: { ...score.dimensions }, rules: score.rules,
  open: score.open.map(({ indicator, points, paths }) => ({ indicator, points, paths: [...paths] })),
});

const noDataset: Finding = { code: 'not-a-dataset', severity: 'violation', rule: 'own', focus: '', path: '', found: [], expected: 'dcat:Dataset' };

const count = (findings: readonly Finding[], severity: Finding['severity']): number => findings.filter((one) => one.severity === severity).length;

/** Checks a whole document, dataset by dataset; one that is refused never stops the others.
 *  @param bounds of a request anyone may send; without: everything is checked
 *  @throws AppError of `parseRdf` when the document cannot be read at all */
export const createDocumentCheck = (validate: Validate, bounds?: CheckBounds) => {
  const checkOne = async (given: Description, options: CheckOptions): Promise<DatasetReport> => {
    const normal = options.asImported ? normalise(given) : { description: given, changes: [], warnings: [] };
    const description = options.asImported ? stateClasses(normal.description) : given;
    const record = toRecord(description);
    const refused = refusalOf(description);
    const findings = refused === undefined ? [...(await validate(description, record)), ...normal.warnings] : [];
    const score = scoreOf(record, findings);
    return {
      iri: description.iri,
      ...(Object.keys(record.title).length === 0 ? {} : { title: textIn(record.title, options.language)?.text ?? '' }),
      ...(record.accessLevel === undefined ? {} : { accessLevel: record.accessLevel }),
      valid: refused === undefined && mayBePublished(findings),
      violations: count(findings, 'violation'),
      warnings: count(findings, 'warning'),
      findings: told(withPoints(findings, score), options.language, namesOf(record, options.language)),
      score: scoreView(score),
      changes: [...normal.changes],
      ...(refused === undefined ? {} : { refused }),
    };
  };
  return async (bytes: Uint8Array, options: CheckOptions): Promise<DocumentReport> => {
    const quads = await parseRdf(bytes, { mediaType: options.mediaType, baseIri: options.baseIri, limits: checkLimits });
    const { done: datasets, notChecked } = await checkInTurn(splitDescriptions(quads), bounds, (description) => checkOne(description, options));
    const findings = datasets.length === 0 ? told([noDataset], options.language, {}) : [];
    const valid = findings.length === 0 && notChecked === undefined && datasets.every((one) => one.valid);
    return { valid, datasets, findings, ...(notChecked === undefined ? {} : { notChecked }), statements: quads.length, language: options.language };
  };
};
export type CheckDocument = ReturnType<typeof createDocumentCheck>;

const refusalOf = (description: Description): { code: string; detail: string } | undefined => {
  try {
    checkRecordSize(description);
    return undefined;
  } catch (thrown) {
    if (isAppError(thrown)) return { code: thrown.code, detail: thrown.detail };
    throw thrown;
  }
};
