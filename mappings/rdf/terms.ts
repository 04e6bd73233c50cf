import n3 from 'n3';
import type { BlankNode, Literal, NamedNode, Quad, Quad_Object, Quad_Subject } from 'n3';
import { rdf } from '../../core/vocabulary/rdf.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';

const { DataFactory } = n3;

const nodes = new Map<string, NamedNode>();
/** Cap of the term cache: vocabulary terms and properties repeat in every record, addresses do not. */
const cachedNodes = 20_000;

/** A named node; terms of vocabularies are shared, because every record asks for the same few hundred. */
export const namedNode = (iri: string): NamedNode => {
  const known = nodes.get(iri);
  if (known !== undefined) return known;
  const made = DataFactory.namedNode(iri);
  if (nodes.size < cachedNodes) nodes.set(iri, made);
  return made;
};

export const blankNode = (label?: string): BlankNode => DataFactory.blankNode(label);

/** A literal with a language tag. The tag `und` stands for text whose language nobody stated, and gives a plain literal. */
export const langLiteral = (text: string, language: string): Literal =>
  language === 'und' ? DataFactory.literal(text) : DataFactory.literal(text, language);

export const typedLiteral = (text: string, datatype: string): Literal =>
  datatype === xsd.string ? DataFactory.literal(text) : DataFactory.literal(text, namedNode(datatype));

export const plainLiteral = (text: string): Literal => DataFactory.literal(text);

export const quad = (subject: Quad_Subject, predicate: string, object: Quad_Object): Quad => DataFactory.quad(subject, namedNode(predicate), object);

/** `_:label` or an IRI, as a subject or object node. */
export const nodeOf = (id: string): NamedNode | BlankNode => (id.startsWith('_:') ? DataFactory.blankNode(id.slice(2)) : namedNode(id));

export const typeQuad = (subject: Quad_Subject, type: string): Quad => quad(subject, rdf.type, namedNode(type));

/** Stable text of a term, unique per term: the IRI, `_:label`, or the literal with its quotes, tag or datatype. */
export const idOf = (term: { readonly id: string }): string => term.id;
