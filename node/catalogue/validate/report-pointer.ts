import type { Quad, Term } from 'n3';
import { blankNode } from '../../../mappings/rdf/terms.ts';
import { termKey } from './indexed-dataset.ts';

type Statement = Pick<Quad, 'predicate' | 'object'> & { readonly subject: Term };
type Ends = Term | { readonly term?: Term | undefined };

const add = (index: Map<string, Statement[]>, statement: Statement): void => {
  const key = termKey(statement.subject as never);
  const known = index.get(key);
  if (known === undefined) index.set(key, [statement]);
  else known.push(statement);
};

/** Statements of a report, by subject. */
export class ReportGraph {
  readonly #statements: Statement[] = [];
  readonly #bySubject = new Map<string, Statement[]>();

  add(statement: Statement): this {
    this.#statements.push(statement);
    add(this.#bySubject, statement);
    return this;
  }

  valuesOf(subject: Term, property: string): Term[] {
    return (this.#bySubject.get(termKey(subject as never)) ?? []).filter((one) => one.predicate.value === property).map((one) => one.object);
  }

  [Symbol.iterator](): Iterator<Statement> {
    return this.#statements[Symbol.iterator]();
  }
}

/** What the SHACL engine writes its report with, and reads it again: a report is made for every nested check, and a full pointer costs more than the check. */
export class ReportPointer {
  readonly dataset: ReportGraph;
  readonly terms: readonly Term[];

  constructor(terms: readonly Term[] = [], dataset = new ReportGraph()) {
    this.terms = terms;
    this.dataset = dataset;
  }

  get term(): Term | undefined {
    return this.terms.length === 1 ? this.terms[0] : undefined;
  }

  blankNode(): ReportPointer {
    return new ReportPointer([blankNode()], this.dataset);
  }

  addOut(predicate: Quad['predicate'], object: Ends): this {
    const value = 'termType' in object ? object : object.term;
    if (value !== undefined) for (const subject of this.terms) this.dataset.add({ subject, predicate, object: value as Quad['object'] });
    return this;
  }

  out(property: Term): ReportPointer {
    return new ReportPointer(this.terms.flatMap((term) => this.dataset.valuesOf(term, property.value)), this.dataset);
  }

  toArray(): ReportPointer[] {
    return this.terms.map((term) => new ReportPointer([term], this.dataset));
  }

  map<T>(make: (one: ReportPointer) => T): T[] {
    return this.toArray().map(make);
  }
}
