import type { Quad_Object } from 'n3';
import type { Text } from '../../core/catalogue/record.ts';
import type { LangText } from '../../core/languages.ts';
import { isLiteral, keyOf, type Graph } from '../rdf/graph.ts';

/* Small readers over a graph: each gives the plain value a record field wants. What has the wrong kind is left out here; it stays in the RDF and is a finding. */

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Text per language. Several texts in one language: the first is shown; the rest stay in the RDF. */
export const langText = (graph: Graph, subject: string, property: string): LangText => {
  const found: Mutable<Record<string, string>> = {};
  for (const term of graph.objects(subject, property)) if (isLiteral(term)) found[term.language === '' ? 'und' : term.language] ??= term.value;
  return found;
};

export const langTextOrNothing = (graph: Graph, subject: string, property: string): LangText | undefined => {
  const found = langText(graph, subject, property);
  return Object.keys(found).length === 0 ? undefined : found;
};

export const textOf = (term: Quad_Object): Text => ({ text: term.value, ...(isLiteral(term) && term.language !== '' ? { lang: term.language } : {}) });
export const texts = (graph: Graph, subject: string, property: string): Text[] => graph.objects(subject, property).filter(isLiteral).map(textOf);

/** Lexical forms of literals. */
export const literals = (graph: Graph, subject: string, property: string): string[] =>
  graph.objects(subject, property).filter(isLiteral).map((term) => term.value);
export const literal = (graph: Graph, subject: string, property: string): string | undefined => literals(graph, subject, property)[0];

export const iris = (graph: Graph, subject: string, property: string): string[] =>
  graph.objects(subject, property).filter((term) => term.termType === 'NamedNode').map((term) => term.value);
export const iri = (graph: Graph, subject: string, property: string): string | undefined => iris(graph, subject, property)[0];

/** `_:label` or IRI of every node a property points to. */
export const nodes = (graph: Graph, subject: string, property: string): string[] =>
  graph.objects(subject, property).filter((term) => !isLiteral(term)).map(keyOf);

export const number = (graph: Graph, subject: string, property: string): number | undefined => {
  const text = literal(graph, subject, property);
  return text !== undefined && /^\+?\d+$/.test(text.trim()) ? Number(text) : undefined;
};

export const boolean = (graph: Graph, subject: string, property: string): boolean | undefined => {
  const text = literal(graph, subject, property);
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined;
};

/** An object without the members that are undefined: optional members are absent, never undefined. */
export const present = <T extends object>(members: { [Key in keyof T]: T[Key] | undefined }): T => {
  const found: Partial<T> = {};
  for (const key in members) if (members[key] !== undefined) found[key] = members[key];
  return found as T;
};

export const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
/** An IRI, or undefined for a blank node. */
export const ownIri = (node: string): string | undefined => (node.startsWith('_:') ? undefined : node);
