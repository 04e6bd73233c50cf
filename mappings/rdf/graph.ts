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

export const graphOf = (quads: Iterable<Quad>): Graph => {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) {
    const id = (quad.subject as { id: string }).id;
    const known = bySubject.get(id);
    if (known === undefined) bySubject.set(id, [quad]);
    else known.push(quad);
  }
  const about = (subject: string) => bySubject.get(subject) ?? none;
  const objects = (subject: string, predicate: string) => {
    const found: Quad_Object[] = [];
    for (const quad of about(subject)) if (quad.predicate.value === predicate) found.push(quad.object);
    return found;
  };
  const isA = (subject: string, ...classes: readonly string[]) =>
    about(subject).some((quad) => quad.predicate.value === rdf.type && classes.includes(quad.object.value));
  return {
    about,
    objects,
    object: (subject, predicate) => about(subject).find((quad) => quad.predicate.value === predicate)?.object,
    has: (subject) => bySubject.has(subject),
    isA,
    subjects: () => bySubject.keys(),
    instances: (...classes) => [...bySubject.keys()].filter((subject) => isA(subject, ...classes)),
  };
};

export const isLiteral = (term: Quad_Object): term is Literal => term.termType === 'Literal';
/** A blank node or IRI, that is: something that can have statements of its own. */
export const isNode = (term: Quad_Object): boolean => term.termType === 'NamedNode' || term.termType === 'BlankNode';
/** `_:label` or IRI of a node; the whole literal otherwise. */
export const keyOf = (term: Quad_Object): string => (term as { id: string }).id;
