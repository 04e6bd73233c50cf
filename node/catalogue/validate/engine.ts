import type { Quad, Term } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import environment from 'rdf-validate-shacl/src/defaultEnv.js';
import type { FindingSeverity } from '../../../core/catalogue/finding.ts';
import { owl } from '../../../core/vocabulary/owl.ts';
import { rdf } from '../../../core/vocabulary/rdf.ts';
import { rdfs } from '../../../core/vocabulary/rdfs.ts';
import { sh } from '../../../core/vocabulary/sh.ts';
import { xsd } from '../../../core/vocabulary/xsd.ts';
import { namedNode } from '../../../mappings/rdf/terms.ts';
import { DataGraph } from './data-graph.ts';
import { DataPointer } from './data-pointer.ts';
import { IndexedDataset, termKey } from './indexed-dataset.ts';
import { ReportPointer } from './report-pointer.ts';
import type { ShapeResult } from './shape-result.ts';
import { takeShortWays, type EngineShapes } from './short-ways.ts';

/* The engine is rdf-validate-shacl; what is ours is the datasets it works on (indexed, and the lists shared) and the reading of its report. */

type EngineTerm = { readonly termType: string; readonly value: string };
type EnginePath = EngineTerm | readonly EnginePath[] | { readonly or?: readonly EnginePath[]; readonly inverse?: EnginePath };
type EngineResult = {
  readonly path: EngineTerm | null; readonly focusNode: EngineTerm; readonly severity: EngineTerm; readonly sourceConstraintComponent: EngineTerm;
  readonly sourceShape: EngineTerm; readonly value: EngineTerm | null; readonly detail: readonly EngineResult[];
};
type Engine = {
  $shapes: unknown;
  validate(graph: unknown): Promise<{ results: readonly EngineResult[] }>;
  ns: object;
  shapesGraph: EngineShapes;
};

const severities: Readonly<Record<string, FindingSeverity>> = { Violation: 'violation', Warning: 'warning', Info: 'info' };
const local = (iri: string): string => iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);

const pathText = (path: EnginePath | null): string => {
  if (path === null) return '';
  if ('termType' in path) return path.value;
  if (Array.isArray(path)) return path.map(pathText).join('/');
  const { or, inverse } = path as { or?: readonly EnginePath[]; inverse?: EnginePath };
  return or === undefined ? `^${pathText(inverse ?? null)}` : or.map(pathText).sort().join('|');
};

type ClownfaceOptions = { readonly dataset?: unknown; readonly term?: Term };

/** The engine's environment with a dataset that can be asked quickly, and reports that are cheap to make: pointers without a dataset are only used for those. */
const indexed = Object.assign(Object.create(environment as object) as typeof environment, {
  dataset: (quads: Iterable<Quad> = []) => new IndexedDataset(quads),
  clownface: (options: ClownfaceOptions = {}): unknown =>
    options.dataset === undefined ? new ReportPointer(options.term === undefined ? [] : [options.term]) : environment.clownface(options as never),
});

/** A namespace whose terms are made once: the engine asks `sh.path` and its like some ten thousand times per description. */
const terms = (iri: string): object => {
  return Object.create(new Proxy({}, {
    get: (_none, name, self: Record<string | symbol, unknown>) => (typeof name === 'symbol' ? undefined : (self[name] = namedNode(iri + name))),
  })) as object;
};
const namespaces = { sh: terms(sh.$iri), xsd: terms(xsd.$iri), rdf: terms(rdf.$iri), rdfs: terms(rdfs.$iri), owl: terms(owl.$iri) };

/** Shapes ready to be run against many descriptions: read once, with the lists they refer to. */
export type ShapeRunner = (quads: readonly Quad[]) => Promise<ShapeResult[]>;

/** @param shapes statements of the shapes; owl:imports among them are not followed
 *  @param lists concepts of the controlled lists, laid beside every description */
export const createShapeRunner = (shapes: readonly Quad[], lists: IndexedDataset): ShapeRunner => {
  const engine = new SHACLValidator(new IndexedDataset(shapes) as never, { factory: indexed, maxNodeChecks: 0 } as never) as unknown as Engine;
  engine.ns = namespaces;
  // read with the engine's own pointers once, walked with ours ever after
  void engine.shapesGraph.shapesWithTarget.length;
  engine.$shapes = new DataPointer(new DataGraph(shapes, new IndexedDataset()));
  takeShortWays(engine.shapesGraph);
  const read = (result: EngineResult): ShapeResult => ({
    focus: termKey(result.focusNode),
    path: pathText(engine.shapesGraph.getShape(result.sourceShape as never).pathObject as EnginePath | null),
    severity: severities[local(result.severity.value)] ?? 'violation',
    component: local(result.sourceConstraintComponent.value).replace(/ConstraintComponent$/, ''),
    shape: result.sourceShape.value,
    ...(result.value === null ? {} : { value: termKey(result.value) }),
    details: result.detail.map(read),
  });
  return async (quads) => (await engine.validate(new DataPointer(new DataGraph(quads, lists)))).results.map(read);
};
