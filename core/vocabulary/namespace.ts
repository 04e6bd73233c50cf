/** A namespace as an object of its terms: `dcat.Dataset` is the whole IRI. A term that is not listed does not compile. */
export type Namespace<Term extends string> = { readonly [Name in Term]: string } & { readonly $iri: string };

/** Builds one. `$iri` is the namespace itself. */
export const namespace = <const Term extends string>(iri: string, terms: readonly Term[]): Namespace<Term> =>
  Object.freeze(Object.assign({ $iri: iri }, Object.fromEntries(terms.map((term) => [term, iri + term])))) as Namespace<Term>;
