import { foaf } from '../../core/vocabulary/foaf.ts';
import type { NodeBuilder } from './node-builder.ts';
import { given } from './values.ts';

/** An ORCID or ROR in any spelling → its https address. */
export const orcidIri = (value: unknown): string | undefined => {
  const found = /(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])$/.exec(given(value) ?? '')?.[1];
  return found === undefined ? undefined : `https://orcid.org/${found.toUpperCase()}`;
};

/** DOI in any spelling → `10.…/…`. */
export const doiOf = (value: unknown): string | undefined => /(10\.\d{4,9}\/\S+)$/.exec(given(value) ?? '')?.[1];

/** Somebody named in a citation: an agent with name and, when known, the ORCID as its address. No e-mail is taken. */
export const addPerson = (node: NodeBuilder, property: string, name: unknown, orcid: unknown): NodeBuilder => node.node(property, foaf.Agent, orcidIri(orcid)).text(foaf.name, name);
