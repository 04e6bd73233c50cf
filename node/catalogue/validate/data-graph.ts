import type { Quad, Term } from 'n3';
import { rdfs } from '../../../core/vocabulary/rdfs.ts';
import { IndexedDataset, matching, type Matches } from './indexed-dataset.ts';

/** A description with the controlled lists beside it, as the vocabulary shapes expect (catalogue.md §1.13 trap 4), without copying the lists per record: they
 *  answer only when a question names the node. Statements about subclasses in a description are not believed: a loop of them would never end. */
export class DataGraph {
  readonly #own: IndexedDataset;
  readonly #lists: IndexedDataset;

  constructor(quads: readonly Quad[], lists: IndexedDataset) {
    this.#own = new IndexedDataset(quads);
    this.#lists = lists;
  }

  get size(): number {
    return this.#own.size;
  }

  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Matches {
    if (predicate?.value === rdfs.subClassOf) return matching([]);
    if (!subject) return this.#own.match(null, predicate, object);
    const own = this.#own.about(subject as never);
    const listed = subject.termType === 'NamedNode' ? this.#lists.about(subject as never) : [];
    return matching(listed.length === 0 ? own : [...own, ...listed], predicate, object);
  }

  [Symbol.iterator](): Iterator<Quad> {
    return this.#own[Symbol.iterator]();
  }
}
