import type { Literal, Quad, Quad_Object } from 'n3';
import { rdf } from '../../core/vocabulary/rdf.ts';

/** Quads indexed by subject, then read by predicate: all a mapping needs, at a fifth of the price of a full store. */
export type Graph = {
  /** Every quad with this subject (`_:label` or IRI), in order of input. */
  about(subject: string): readonly Quad[];
  objects(subject: string, predicate: string): Quad_Object[];
  object(subject: string, predicate: string): Quad_Object | undefined;
  has(subject: string): boolean;
  isA(subject: string, ...classes: readonly string[]): boolean;
  subjects(): IterableIterator<string>;
  /** Subjects of a class, in order of input. */
  instances(...classes: readonly string[]): string[];
};

const none: readonly Quad[] = [];
const noObjects: Quad_Object[] = [];

/** From this many statements on, a subject's objects are kept by predicate: a dataset is asked sixty properties, most others one or two. */
const manyStatements = 12;

const byPredicate = (quads: readonly Quad[]): Map<string, Quad_Object[]> => {
  const found = new Map<string, Quad_Object[]>();
  for (const quad of quads) {
    const known = found.get(quad.predicate.value);
    if (known === undefined) found.set(quad.predicate.value, [quad.object]);
    else known.push(quad.object);
  }
  return found;
};

const indexOf = (quads: Iterable<Quad>): Graph => {
  const bySubject = new Map<string, Quad[]>();
  const sorted = new Map<string, Map<string, Quad_Object[]>>();
  for (const quad of quads) {
    const id = (quad.subject as { id: string }).id;
    const known = bySubject.get(id);
    if (known === undefined) bySubject.set(id, [quad]);
    else known.push(quad);
  }
  const about = (subject: string) => bySubject.get(subject) ?? none;
  const objectsOfMany = (subject: string, quads: readonly Quad[], predicate: string): Quad_Object[] => {
    let known = sorted.get(subject);
    if (known === undefined) {
      known = byPredicate(quads);
      sorted.set(subject, known);
    }
    return known.get(predicate) ?? noObjects;
  };
  const objects = (subject: string, predicate: string): Quad_Object[] => {
    const quads = about(subject);
    if (quads.length >= manyStatements) return [...objectsOfMany(subject, quads, predicate)];
    const found: Quad_Object[] = [];
    for (const quad of quads) if (quad.predicate.value === predicate) found.push(quad.object);
    return found;
  };
  const object = (subject: string, predicate: string): Quad_Object | undefined => {
    const quads = about(subject);
    return quads.length >= manyStatements ? objectsOfMany(subject, quads, predicate)[0] : quads.find((quad) => quad.predicate.value === predicate)?.object;
  };
  const isA = (subject: string, ...classes: readonly string[]) =>
    about(subject).some((quad) => quad.predicate.value === rdf.type && classes.includes(quad.object.value));
  return {
    about,
    objects,
    object,
    has: (subject) => bySubject.has(subject),
    isA,
    subjects: () => bySubject.keys(),
    instances: (...classes) => [...bySubject.keys()].filter((subject) => isA(subject, ...classes)),
  };
};

/** The index of a list is kept while the list lives: one description is looked at from ten sides. A list that grew is indexed again; larger ones are whole
 *  documents, looked at once. */
const kept = new WeakMap<readonly Quad[], { readonly length: number; readonly graph: Graph }>();
const keptUpTo = 50_000;

export const graphOf = (quads: Iterable<Quad>): Graph => {
  if (!Array.isArray(quads) || quads.length > keptUpTo) return indexOf(quads);
  const list = quads as readonly Quad[];
  const known = kept.get(list);
  if (known?.length === list.length) return known.graph;
  const graph = indexOf(list);
  kept.set(list, { length: list.length, graph });
  return graph;
};

export const isLiteral = (term: Quad_Object): term is Literal => term.termType === 'Literal';
/** A blank node or IRI, that is: something that can have statements of its own. */
export const isNode = (term: Quad_Object): boolean => term.termType === 'NamedNode' || term.termType === 'BlankNode';
/** `_:label` or IRI of a node; the whole literal otherwise. */
export const keyOf = (term: Quad_Object): string => (term as { id: string }).id;
