import type { Literal, Quad, Quad_Object } from 'n3';
import { rdf } from '../../core/vocabulary/rdf.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';

type NodeObject = Record<string, unknown>;
type Shorten = (iri: string) => string;

/** Longest namespace first; a name must be plain, or a reader could take it for something else. */
const shortener = (prefixes: Readonly<Record<string, string>>): Shorten => {
  const known = new Map<string, string>();
  const sorted = Object.entries(prefixes).sort((left, right) => right[1].length - left[1].length);
  const shorten = (iri: string) => {
    for (const [prefix, start] of sorted) {
      if (iri.startsWith(start) && /^[A-Za-z_][\w-]*$/.test(iri.slice(start.length))) return `${prefix}:${iri.slice(start.length)}`;
    }
    return iri;
  };
  return (iri) => {
    const found = known.get(iri) ?? shorten(iri);
    known.set(iri, found);
    return found;
  };
};

const literalValue = (term: Literal, shorten: Shorten): unknown => {
  if (term.language !== '') return { '@value': term.value, '@language': term.language };
  if (term.datatype.value === xsd.string) return term.value;
  return { '@value': term.value, '@type': shorten(term.datatype.value) };
};

const valueOf = (term: Quad_Object, shorten: Shorten): unknown =>
  term.termType === 'Literal' ? literalValue(term, shorten) : { '@id': (term as { id: string }).id };

const addTo = (node: NodeObject, key: string, value: unknown): void => {
  const before = node[key];
  if (before === undefined) node[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else node[key] = [before, value];
};

const nodesOf = (quads: readonly Quad[], shorten: Shorten): NodeObject[] => {
  const nodes = new Map<string, NodeObject>();
  for (const quad of quads) {
    const id = (quad.subject as { id: string }).id;
    let node = nodes.get(id);
    if (node === undefined) nodes.set(id, (node = { '@id': id }));
    const isType = quad.predicate.value === rdf.type && quad.object.termType === 'NamedNode';
    addTo(node, isType ? '@type' : shorten(quad.predicate.value), isType ? shorten(quad.object.value) : valueOf(quad.object, shorten));
  }
  return [...nodes.values()];
};

/** Flat JSON-LD 1.1: one object per subject under `@graph`, named graphs inside it, the prefixes as context in the document itself, so no reader has to
 *  fetch anything (catalogue.md §5.2). IRIs of nodes stay whole. */
export const writeJsonLd = (quads: readonly Quad[], prefixes: Readonly<Record<string, string>>): string => {
  const shorten = shortener(prefixes);
  const byGraph = new Map<string, Quad[]>();
  for (const quad of quads) {
    const name = (quad.graph as { id: string }).id;
    const group = byGraph.get(name);
    if (group === undefined) byGraph.set(name, [quad]);
    else group.push(quad);
  }
  const plain = nodesOf(byGraph.get('') ?? [], shorten);
  byGraph.delete('');
  const named = [...byGraph].map(([name, group]) => ({ '@id': name, '@graph': nodesOf(group, shorten) }));
  return JSON.stringify({ '@context': prefixes, '@graph': [...plain, ...named] }, undefined, 1);
};
