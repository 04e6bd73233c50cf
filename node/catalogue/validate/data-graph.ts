import type { Quad, Term } from 'n3';
import { rdfs } from '../../../core/vocabulary/rdfs.ts';
import { IndexedDataset, matching, termKey, type Matches } from './indexed-dataset.ts';

type Values = ReadonlyMap<string, readonly Term[]>;
const nothing: Values = new Map();
const noTerms: readonly Term[] = [];

/** Above this many values of one property a set tells whether one is there already. */
const fewValues = 8;

/** Adds a value once: a graph is a set, and the class of an authority value is stated by the description and by its list. */
const addDistinct = (values: Term[], keys: Map<readonly Term[], Set<string>>, value: Term): void => {
  const key = termKey(value as never);
  if (values.length < fewValues) {
    if (!values.some((known) => termKey(known as never) === key)) values.push(value);
    return;
  }
  const known = keys.get(values) ?? new Set(values.map((one) => termKey(one as never)));
  keys.set(values, known);
  if (!known.has(key)) values.push(value);
  known.add(key);
};

const byPredicate = (quads: readonly Quad[]): Values => {
  const values = new Map<string, Term[]>();
  const keys = new Map<readonly Term[], Set<string>>();
  for (const quad of quads) {
    const known = values.get(quad.predicate.value);
    if (known === undefined) values.set(quad.predicate.value, [quad.object]);
    else addDistinct(known, keys, quad.object);
  }
  return values;
};

/** A description with the controlled lists beside it, as the vocabulary shapes expect (catalogue.md §1.13 trap 4), without copying the lists per record: they
 *  answer only when a question names the node. Statements about subclasses in a description are not believed: a loop of them would never end. */
export class DataGraph {
  readonly #own: IndexedDataset;
  readonly #lists: IndexedDataset;
  readonly #values = new Map<string, Values>();

  constructor(quads: readonly Quad[], lists: IndexedDataset) {
    this.#own = new IndexedDataset(quads);
    this.#lists = lists;
  }

  get size(): number {
    return this.#own.size;
  }

  #about(subject: Term): readonly Quad[] {
    const own = this.#own.about(subject as never);
    const listed = subject.termType === 'NamedNode' ? this.#lists.about(subject as never) : [];
    return listed.length === 0 ? own : own.length === 0 ? listed : [...own, ...listed];
  }

  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Matches {
    if (predicate?.value === rdfs.subClassOf) return matching([]);
    if (!subject) return this.#own.match(null, predicate, object);
    return matching(this.#about(subject), predicate, object);
  }

  /** Values of a property of a node, each once: what the engine asks most. */
  valuesOf(subject: Term, property: string): readonly Term[] {
    if (subject.termType === 'Literal' || property === rdfs.subClassOf) return noTerms;
    const key = termKey(subject as never);
    let values = this.#values.get(key);
    if (values === undefined) {
      const about = this.#about(subject);
      values = about.length === 0 ? nothing : byPredicate(about);
      this.#values.set(key, values);
    }
    return values.get(property) ?? noTerms;
  }

  /** Nodes that point here with a property. */
  pointingAt(object: Term, property: string): readonly Term[] {
    if (property === rdfs.subClassOf) return noTerms;
    return this.#own.pointingAt(object as never).filter((quad) => quad.predicate.value === property).map((quad) => quad.subject);
  }

  [Symbol.iterator](): Iterator<Quad> {
    return this.#own[Symbol.iterator]();
  }
}
