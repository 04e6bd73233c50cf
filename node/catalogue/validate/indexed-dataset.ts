import type { Quad, Term } from 'n3';

type Id = { readonly id?: string; readonly termType: string; readonly value: string; readonly language?: string; readonly datatype?: { readonly value: string } };

/** One text per term, also for terms that other libraries made (the engine makes its own). */
export const termKey = (term: Id): string => {
  if (term.id !== undefined) return term.id;
  if (term.termType === 'NamedNode') return term.value;
  if (term.termType === 'BlankNode') return `_:${term.value}`;
  const tag = term.language ? `@${term.language}` : term.datatype?.value === 'http://www.w3.org/2001/XMLSchema#string' ? '' : `^^${term.datatype?.value ?? ''}`;
  return `"${term.value}"${tag}`;
};

const add = (index: Map<string, Quad[]>, key: string, quad: Quad): void => {
  const known = index.get(key);
  if (known === undefined) index.set(key, [quad]);
  else known.push(quad);
};

/** An RDFJS dataset indexed by subject and by object, which is how the SHACL engine asks. The engine's default dataset is a list that is walked from end
 *  to end at every question: with shapes of a thousand statements that alone costs more than all checks. */
export class IndexedDataset {
  readonly #quads: Quad[] = [];
  readonly #bySubject = new Map<string, Quad[]>();
  readonly #byObject = new Map<string, Quad[]>();

  constructor(quads: Iterable<Quad> = []) {
    for (const quad of quads) this.add(quad);
  }

  get size(): number {
    return this.#quads.length;
  }

  add(quad: Quad): this {
    this.#quads.push(quad);
    add(this.#bySubject, termKey(quad.subject as Id), quad);
    add(this.#byObject, termKey(quad.object as Id), quad);
    return this;
  }

  /** Nothing here is ever taken away. */
  delete(): this {
    throw new Error('this dataset only grows');
  }

  has(quad: Quad): boolean {
    return this.match(quad.subject, quad.predicate, quad.object).size > 0;
  }

  /** Quads with this subject, or with this object, as they are. */
  about(subject: Id): readonly Quad[] {
    return this.#bySubject.get(termKey(subject)) ?? [];
  }

  pointingAt(object: Id): readonly Quad[] {
    return this.#byObject.get(termKey(object)) ?? [];
  }

  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Matches {
    const candidates = subject ? this.about(subject as Id) : object ? this.pointingAt(object as Id) : this.#quads;
    return matching(candidates, predicate, subject ? object : undefined);
  }

  [Symbol.iterator](): Iterator<Quad> {
    return this.#quads[Symbol.iterator]();
  }
}

/** What a question gives back: countable and iterable, which is all the engine wants of it. */
export type Matches = Iterable<Quad> & { readonly size: number };

export const matching = (candidates: readonly Quad[], predicate?: Term | null, object?: Term | null): Matches => {
  const wanted = object ? termKey(object as Id) : undefined;
  const found = candidates.filter(
    (quad) => (!predicate || quad.predicate.value === predicate.value) && (wanted === undefined || termKey(quad.object as Id) === wanted),
  );
  return { size: found.length, [Symbol.iterator]: () => found[Symbol.iterator]() };
};
