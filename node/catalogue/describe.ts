import type { Quad } from 'n3';
import type { Finding } from '../../core/catalogue/finding.ts';
import type { DatasetRecord } from '../../core/catalogue/record.ts';
import { emitDataset } from '../../mappings/dataset-to-dcat/emit-dataset.ts';
import { toRecord } from '../../mappings/dcat-to-dataset/to-record.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { graphOf } from '../../mappings/rdf/graph.ts';
import { AppError } from '../../core/errors.ts';
import type { Described } from './ingest-types.ts';
import { scoreOf, withPoints } from './score/score.ts';
import { entityHash } from './feed/entities.ts';
import { ownGraph } from './version/own-graph.ts';
import { asWritten, nQuad } from './version/n-quads.ts';
import { versionOfGraph } from './version/description-version.ts';

export type DescribeParts = {
  /** Portal address under which agents and distributions without an IRI get one. */
  readonly base: string;
  readonly validate: (description: Description, record: DatasetRecord) => Promise<readonly Finding[]> | readonly Finding[];
};

// what one record may hold (catalogue.md §6.7)
const limits = { quads: 50_000, bytes: 8 * 1024 * 1024, distributions: 1_000, variables: 20_000 };

const tooLarge = (what: string, found: number, limit: number): never => {
  throw new AppError('too-large', what === 'statements' ? 'too-many-quads' : 'too-large', `The description has ${found} ${what}; the limit for one record is ${limit}.`);
};

const checkSize = (description: Description, record: DatasetRecord, quads: string): void => {
  if (description.quads.length > limits.quads) tooLarge('statements', description.quads.length, limits.quads);
  if (quads.length > limits.bytes) tooLarge('bytes', quads.length, limits.bytes);
  if (record.distribution.length > limits.distributions) tooLarge('distributions', record.distribution.length, limits.distributions);
  const variables = record.variables.reduce((sum, table) => sum + table.variables.length, 0);
  if (variables > limits.variables) tooLarge('variables', variables, limits.variables);
};

/** What is known before anything is judged: the graph as published and versioned, and its record. */
export type Identified = Pick<Described, 'version' | 'outerHash' | 'record'> & { readonly emitted: Description };

/** Looks at a description in two steps, so that an unchanged one costs no validation.
 *  `identify`: the graph as published, its version, its record. Own records are brought to the form this node publishes; a partner's graph is a copy and stays as it
 *  came, so that both nodes compute one version. `examine`: findings, score, text.
 *  @throws AppError `too-large`, `too-many-quads`, `too-complex`, `not-a-dataset` */
export const createDescribe = (parts: DescribeParts) => ({
  identify: async (description: Description, isOwn: boolean): Promise<Identified> => {
    if (!graphOf(description.quads).has(description.iri)) throw new AppError('unprocessable', 'not-a-dataset', 'There is no dataset in this description.');
    if (description.quads.length > limits.quads) tooLarge('statements', description.quads.length, limits.quads);
    const emitted = isOwn ? emitDataset(description, { base: parts.base }) : description;
    const own = ownGraph(emitted);
    const inner = new Set<Quad>(own);
    return { emitted, version: await versionOfGraph(own), outerHash: entityHash(emitted.quads.filter((quad) => !inner.has(quad))), record: toRecord(emitted) };
  },
  examine: async ({ emitted, version, outerHash, record }: Identified): Promise<Described> => {
    const lines = new Map(emitted.quads.map((quad) => [quad, nQuad(quad, asWritten)]));
    const quads = [...lines.values()].join('');
    checkSize(emitted, record, quads);
    const findings = await parts.validate(emitted, record);
    const score = scoreOf(record, findings);
    return { quads, statements: emitted.quads, lineOf: (quad) => lines.get(quad) ?? nQuad(quad, asWritten), version, outerHash, record, findings: withPoints(findings, score), score: { points: score.total, detail: score } };
  },
});
export type Describe = ReturnType<typeof createDescribe>;
