import type { Quad } from 'n3';

/** One dataset (or dataset series) description as RDF: the truth a record is derived from. All quads are in the default graph: the dataset node,
 *  the blank nodes it owns, its distributions, variables, agents, contact points and catalogue record, and the class of every node it refers to. */
export type Description = {
  /** IRI of the dataset; a blank node label (`_:…`) when the source gave none. */
  readonly iri: string;
  readonly quads: readonly Quad[];
};
