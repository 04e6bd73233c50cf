import type { Term } from 'n3';
import { rdf } from '../../../core/vocabulary/rdf.ts';
import { rdfs } from '../../../core/vocabulary/rdfs.ts';
import { sh } from '../../../core/vocabulary/sh.ts';
import { namedNode } from '../../../mappings/rdf/terms.ts';
import type { DataGraph } from './data-graph.ts';
import type { DataPointer } from './data-pointer.ts';

/* Two questions the engine asks of every shape for every description, and that have a short way over our index: which nodes a shape is about, and which values
   a plain property has. The answers are the engine's own; a shape of any other kind keeps the engine's way. */

type Path = { readonly termType?: string; readonly value?: string } | null;
export type EngineShape = {
  readonly shapeNodePointer: DataPointer;
  readonly pathObject: Path;
  getTargetNodes(data: DataPointer): readonly Term[];
  getValueNodes(focus: Term, data: DataPointer): readonly Term[];
};
export type EngineShapes = { getShape(node: Term): EngineShape; readonly shapesWithTarget: readonly EngineShape[] };

const term = (name: string) => namedNode(sh.$iri + name);
const otherTargets = ['targetNode', 'targetSubjectsOf', 'targetObjectsOf', 'target'].map(term);
const isClass = (shape: EngineShape): boolean => shape.shapeNodePointer.out(namedNode(rdf.type)).terms.some((type) => type.value === `${rdfs.$iri}Class`);

const instancesOf = (data: DataGraph, classes: readonly Term[]): readonly Term[] => {
  const [only] = classes;
  return classes.length === 1 && only !== undefined ? data.pointingAt(only, rdf.type) : classes.flatMap((one) => data.pointingAt(one, rdf.type));
};

const distinct = (terms: readonly Term[]): readonly Term[] => (terms.length < 2 ? terms : [...new Map(terms.map((one) => [(one as { id: string }).id, one])).values()]);

const shortenTargets = (shape: EngineShape): void => {
  if (isClass(shape) || otherTargets.some((property) => shape.shapeNodePointer.out(property).terms.length > 0)) return;
  const classes = shape.shapeNodePointer.out(term('targetClass')).terms;
  shape.getTargetNodes = ({ dataset }) => distinct(instancesOf(dataset, classes));
};

const shortenValues = (shape: EngineShape): void => {
  const path = shape.pathObject;
  if (path === null || path.termType !== 'NamedNode' || path.value === undefined) return;
  const property = path.value;
  shape.getValueNodes = (focus, { dataset }) => dataset.valuesOf(focus, property);
};

/** Gives the shapes of one engine their short ways. Data graphs believe no statements about subclasses (data-graph.ts): an instance is what is typed so. */
export const takeShortWays = (shapes: EngineShapes): void => {
  const known = new Map<string, EngineShape>();
  const original = shapes.getShape.bind(shapes);
  shapes.getShape = (node) => {
    const before = known.get(node.value);
    if (before !== undefined) return before;
    const shape = original(node);
    shortenValues(shape);
    known.set(node.value, shape);
    return shape;
  };
  for (const shape of shapes.shapesWithTarget) {
    shortenTargets(shape);
    shortenValues(shape);
  }
};
