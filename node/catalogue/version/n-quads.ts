import type { Quad } from 'n3';
import { xsd } from '../../../core/vocabulary/xsd.ts';

/** Canonical N-Quads of RDFC-1.0: one form per term, so that equal graphs give equal lines. All quads are in the default graph. */
const mustEscape = /[\u0000-\u001f\u007f"\\]/;
const everyEscape = /[\u0000-\u001f\u007f"\\]/g;
const named: Readonly<Record<string, string>> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '"': '\\"', '\\': '\\\\' };
const escaped = (char: string): string => named[char] ?? `\\u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
const escapeText = (text: string): string => (mustEscape.test(text) ? text.replace(everyEscape, escaped) : text);

const isBadInIri = /[\u0000-\u0020<>"{}|^`\\]/;
const badInIri = /[\u0000-\u0020<>"{}|^`\\]/g;
const escapeIri = (iri: string): string => (isBadInIri.test(iri) ? iri.replace(badInIri, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`) : iri);

/** n3 keeps a literal as `"text"`, `"text"@tag` or `"text"^^datatype`: reading that id once is faster than asking for its parts. */
const literal = (id: string): string => {
  const end = id.lastIndexOf('"');
  const text = `"${escapeText(id.slice(1, end))}"`;
  const suffix = id.slice(end + 1);
  if (suffix === '' || suffix === `^^${xsd.string}`) return text;
  return suffix.startsWith('@') ? text + suffix : `${text}^^<${escapeIri(suffix.slice(2))}>`;
};

/** Writes a blank node's label: decides by the algorithm's step. */
export type Label = (blankNodeId: string) => string;

/** Labels as they are. */
export const asWritten: Label = (id) => id;

const term = (node: { readonly termType: string; readonly id: string }, label: Label): string => {
  if (node.termType === 'NamedNode') return `<${escapeIri(node.id)}>`;
  return node.termType === 'BlankNode' ? label(node.id) : literal(node.id);
};

type WithId = { readonly termType: string; readonly id: string };

/** A subject by its id: an IRI, or `_:label`. */
export const subjectText = (id: string, label: Label): string => (id.startsWith('_:') ? label(id) : `<${escapeIri(id)}>`);

// the same few hundred properties stand in every description
const predicates = new Map<string, string>();
const predicateText = (iri: string): string => {
  const known = predicates.get(iri);
  if (known !== undefined) return known;
  const text = `<${escapeIri(iri)}> `;
  if (predicates.size < 5_000) predicates.set(iri, text);
  return text;
};

/** What follows the subject and its space on a line. */
export const restOfQuad = (quad: Quad, label: Label): string => `${predicateText(quad.predicate.value)}${term(quad.object as WithId, label)} .\n`;

export const nQuad = (quad: Quad, label: Label): string => `${term(quad.subject as WithId, label)} ${restOfQuad(quad, label)}`;
