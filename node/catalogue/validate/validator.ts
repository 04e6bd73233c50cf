import type { Finding } from '../../../core/catalogue/finding.ts';
import type { AccessLevel, DatasetRecord } from '../../../core/catalogue/record.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { graphOf, keyOf } from '../../../mappings/rdf/graph.ts';
import { createShapeRunner, type ShapeRunner } from './engine.ts';
import { listGraph } from './list-graph.ts';
import { ownChecks } from './own-checks.ts';
import { routesFrom } from './routes.ts';
import type { ShapeResult } from './shape-result.ts';
import { readShapes, shapeFiles } from './shapes.ts';
import { findingsOf } from './tell.ts';
import { tidyFindings } from './tidy.ts';

export type Validate = (description: Description, record: DatasetRecord) => Promise<Finding[]>;

export type Validator = {
  readonly validate: Validate;
  /** What the shapes say, untold: for the technical report and for comparing with the official shapes. */
  readonly run: (description: Description, level: AccessLevel) => Promise<ShapeResult[]>;
};

const levels: readonly AccessLevel[] = ['PUBLIC', 'RESTRICTED', 'NON_PUBLIC'];

const runnerOf = async (level: AccessLevel, lists: ReturnType<typeof listGraph>): Promise<ShapeRunner> => {
  const files = shapeFiles(level);
  return createShapeRunner(await readShapes([...files.core, ...files.range, ...files.lists, ...files.recommended]), lists);
};

/** Reads shapes and lists once. `validate` gives every finding about one description, the worst first: shapes of its access level, range, controlled lists,
 *  recommended, then our own checks. A level that is missing or unknown is held to all NON_PUBLIC rules, plus the finding for the level itself.
 *  @see catalogue.md §7.1, §7.2 */
export const createValidator = async (): Promise<Validator> => {
  const lists = listGraph();
  const runners = new Map(await Promise.all(levels.map(async (level) => [level, await runnerOf(level, lists)] as const)));
  const run: Validator['run'] = (description, level) => (runners.get(level) as ShapeRunner)(description.quads);
  const validate: Validate = async (description, record) => {
    const level = record.accessLevel ?? 'NON_PUBLIC';
    const results = await run(description, level);
    const graph = graphOf(description.quads);
    const valuesAt = (focus: string, property: string) => graph.objects(focus, property).map(keyOf);
    const context = { level, levelKnown: record.accessLevel !== undefined, routes: routesFrom(graph, description.iri), valuesAt };
    return tidyFindings([...findingsOf(results, context), ...ownChecks(description, record)]).sort(bySeverity);
  };
  return { validate, run };
};

const order = { violation: 0, warning: 1, info: 2 } as const;
const bySeverity = (left: Finding, right: Finding): number => order[left.severity] - order[right.severity];

/** May an own record be public? Not with a violation (catalogue.md §7.1, D5.3 §9.4.1). */
export const mayBePublished = (findings: readonly Finding[]): boolean => !findings.some(({ severity }) => severity === 'violation');
