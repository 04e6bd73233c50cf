import type { Term } from 'n3';
import { rdf } from '../../../core/vocabulary/rdf.ts';
import { rdfs } from '../../../core/vocabulary/rdfs.ts';
import { sh } from '../../../core/vocabulary/sh.ts';
import { namedNode } from '../../../mappings/rdf/terms.ts';
import type { DataGraph } from './data-graph.ts';
import type { DataPointer } from './data-pointer.ts';

/* Questions the engine asks of every shape for every description, and that have a short way over our index: which nodes a shape is about, which values a plain
   property has, how many, and of which class a value is. The answers are the engine's own; a shape of any other kind keeps the engine's way. */

type Path = { readonly termType?: string; readonly value?: string } | null;
type Check = (focus: Term, value: Term) => boolean;
type EngineConstraint = { readonly component: { readonly node: Term }; readonly paramValue?: Term; readonly validate?: unknown };
export type EngineShape = {
  readonly context: { readonly $data: DataPointer };
  readonly constraints: readonly EngineConstraint[];
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

/** What a constraint asks, answered from the index; undefined: the engine asks itself. Data graphs believe no statements about subclasses. */
const checkOf = (shape: EngineShape, { component, paramValue }: EngineConstraint): Check | undefined => {
  const path = shape.pathObject;
  if (paramValue === undefined) return undefined;
  const data = (): DataGraph => shape.context.$data.dataset;
  if (component.node.value === `${sh.$iri}ClassConstraintComponent`) return (_focus, value) => data().valuesOf(value, rdf.type).some((type) => type.termType === 'NamedNode' && type.value === paramValue.value);
  if (path?.termType !== 'NamedNode' || path.value === undefined) return undefined;
  const property = path.value;
  const limit = Number(paramValue.value);
  if (component.node.value === `${sh.$iri}MinCountConstraintComponent`) return (focus) => data().valuesOf(focus, property).length >= limit;
  if (component.node.value === `${sh.$iri}MaxCountConstraintComponent`) return (focus) => data().valuesOf(focus, property).length <= limit;
  return undefined;
};

const shortenChecks = (shape: EngineShape): void => {
  for (const constraint of shape.constraints) {
    const check = checkOf(shape, constraint);
    if (check !== undefined) Object.defineProperty(constraint, 'validate', { value: check });
  }
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
    shortenChecks(shape);
    known.set(node.value, shape);
    return shape;
  };
  for (const shape of shapes.shapesWithTarget) {
    shortenTargets(shape);
    shortenValues(shape);
    shortenChecks(shape);
  }
};
