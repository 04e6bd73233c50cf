import n3 from 'n3';
import type { Quad } from 'n3';
import { v5 as nameBasedUuid } from 'uuid';
import { dcat } from '../../core/vocabulary/dcat.ts';
import type { Description } from '../rdf/description.ts';
import { graphOf, keyOf, type Graph } from '../rdf/graph.ts';
import { namedNode } from '../rdf/terms.ts';
import { agentProperties, distributionProperties } from './state-classes.ts';

/** Namespace of name-based ids: fixed for ever, or every agent would get a new address. */
const ours = '6f2f0b5e-6a2c-5f0e-9d1b-0c8f7a3b9e21';

/** Everything a blank node says, without its label: equal agents in two descriptions get the same address and so are shared. */
const contentKey = (graph: Graph, node: string, depth = 0): string =>
  graph
    .about(node)
    .map((quad) => `${quad.predicate.value} ${quad.object.termType === 'BlankNode' ? (depth < 3 ? `[${contentKey(graph, keyOf(quad.object), depth + 1)}]` : '[]') : keyOf(quad.object)}`)
    .sort()
    .join('\n');

const folderOf = (property: string): 'agent' | 'distribution' | 'contact' | undefined => {
  if (agentProperties.has(property)) return 'agent';
  if (distributionProperties.has(property)) return 'distribution';
  return property === dcat.contactPoint ? 'contact' : undefined;
};

/** Blank agents, contact points and distributions get addresses under `base`, so that they can be shared and travel in the feed (catalogue.md §1.9, §5.5).
 *  The id is made from what the node says; of a distribution also from the dataset it belongs to. */
export const nameNodes = (description: Description, base: string): Description => {
  const names = new Map<string, string>();
  let graph: Graph | undefined;
  for (const quad of description.quads) {
    if (quad.object.termType !== 'BlankNode') continue;
    const folder = folderOf(quad.predicate.value);
    if (folder === undefined || names.has(keyOf(quad.object))) continue;
    graph ??= graphOf(description.quads);
    const owner = folder === 'distribution' ? `${description.iri} ${quad.predicate.value}\n` : '';
    names.set(keyOf(quad.object), `${base}/${folder}/${nameBasedUuid(owner + contentKey(graph, keyOf(quad.object)), ours)}`);
  }
  return names.size === 0 ? description : { iri: description.iri, quads: description.quads.map((quad) => renamed(quad, names)) };
};

/** A quad with the nodes in `names` (label or IRI → IRI) replaced. */
export const renamed = (quad: Quad, names: ReadonlyMap<string, string>): Quad => {
  const subject = names.get((quad.subject as { id: string }).id);
  const object = quad.object.termType === 'Literal' ? undefined : names.get(keyOf(quad.object));
  if (subject === undefined && object === undefined) return quad;
  return n3.DataFactory.quad(subject === undefined ? quad.subject : namedNode(subject), quad.predicate, object === undefined ? quad.object : namedNode(object));
};
