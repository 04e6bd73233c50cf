import { hash } from 'node:crypto';
import type { Quad } from 'n3';
import { dcat } from '../../../core/vocabulary/dcat.ts';
import { dct } from '../../../core/vocabulary/dct.ts';
import { foaf } from '../../../core/vocabulary/foaf.ts';
import { rdf } from '../../../core/vocabulary/rdf.ts';
import { vcard } from '../../../core/vocabulary/vcard.ts';
import { graphOf, keyOf } from '../../../mappings/rdf/graph.ts';
import type { Graph } from '../../../mappings/rdf/graph.ts';
import { asWritten, nQuad } from '../version/n-quads.ts';

export type EntityKind = 'agent' | 'contact' | 'licence' | 'service' | 'distribution' | 'dataset' | 'series';
export type Entity = { readonly iri: string; readonly kind: EntityKind; readonly quads: readonly Quad[] };

/** Entities that stand alone in the feed (catalogue.md §5.5). */
const standalone: readonly (readonly [EntityKind, string])[] = [
  ['agent', foaf.Agent], ['contact', vcard.Kind], ['licence', dct.LicenseDocument], ['service', dcat.DataService], ['distribution', dcat.Distribution],
];

const rootsOf = (graph: Graph, dataset: string): ReadonlyMap<string, EntityKind> => {
  const roots = new Map<string, EntityKind>();
  for (const [kind, type] of standalone)
    for (const iri of graph.instances(type))
      // a node that is only typed (a licence of a list) says nothing of its own and stays with whoever names it
      if (iri !== dataset && !iri.startsWith('_:') && !roots.has(iri) && graph.about(iri).some((q) => q.predicate.value !== rdf.type)) roots.set(iri, kind);
  return roots;
};

/** Everything reachable from a root without entering another one; of a node referred to that is no root, its class goes along. */
const closure = (graph: Graph, root: string, roots: ReadonlyMap<string, EntityKind>, dataset: string): Quad[] => {
  const quads: Quad[] = [];
  const seen = new Set([root]);
  const waiting = [root];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    for (const quad of graph.about(next)) {
      quads.push(quad);
      const target = keyOf(quad.object);
      if (quad.object.termType === 'Literal' || seen.has(target) || roots.has(target) || target === dataset) continue;
      seen.add(target);
      if (graph.has(target)) waiting.push(target);
    }
  return quads;
};

/** References before what refers to them; where two refer to each other the order of kinds decides. */
const inOrder = (parts: readonly Entity[]): Entity[] => {
  const byIri = new Map(parts.map((part) => [part.iri, part]));
  const done = new Set<string>();
  const ordered: Entity[] = [];
  const visit = (part: Entity): void => {
    if (done.has(part.iri)) return;
    done.add(part.iri);
    for (const quad of part.quads) {
      const target = byIri.get(keyOf(quad.object));
      if (target !== undefined) visit(target);
    }
    ordered.push(part);
  };
  parts.forEach(visit);
  return ordered;
};

/** A description cut into the entities of the feed, references first, the dataset last. Put together again they are the description. */
export const entitiesOf = (dataset: string, kind: 'dataset' | 'series', quads: readonly Quad[]): readonly Entity[] => {
  const graph = graphOf(quads);
  const roots = rootsOf(graph, dataset);
  const parts = inOrder([...roots].map(([iri, entity]) => ({ iri, kind: entity, quads: closure(graph, iri, roots, dataset) })));
  const told = new Set(parts.flatMap((part) => part.quads));
  const own = closure(graph, dataset, roots, dataset);
  for (const quad of own) told.add(quad);
  // statements nobody leads to stay with the dataset: nothing is lost
  const loose = quads.filter((quad) => !told.has(quad));
  return [...parts, { iri: dataset, kind, quads: [...own, ...loose] }];
};

const anyLine = (quad: Quad): string => nQuad(quad, asWritten);
const hashOf = (lines: readonly string[]): string => hash('sha256', `\n${lines.join('').slice(0, -1)}`, 'hex');

const anyBlankNode = (): string => '_:b';

/** What tells two versions of a small entity apart. Blank node labels differ from reading to reading: they do not count. */
export const entityHash = (quads: readonly Quad[]): string => {
  return hashOf(quads.map((quad) => nQuad(quad, anyBlankNode)).sort());
};

export type EntityText = Pick<Entity, 'iri' | 'kind'> & { readonly text: string; readonly hash: string };

const hasBlankNode = ({ subject, object }: Quad): boolean => subject.termType === 'BlankNode' || object.termType === 'BlankNode';

/** An entity as it is told, from lines that are written already. A dataset is told by its description version: it needs no hash. */
export const entityText = ({ iri, kind, quads }: Entity, lineOf: (quad: Quad) => string = anyLine): EntityText => {
  const lines = quads.map(lineOf);
  const isDataset = kind === 'dataset' || kind === 'series';
  return { iri, kind, text: lines.join(''), hash: isDataset ? '' : quads.some(hasBlankNode) ? entityHash(quads) : hashOf(lines.sort()) };
};
