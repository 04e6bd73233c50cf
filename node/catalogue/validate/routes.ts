import { rdf } from '../../../core/vocabulary/rdf.ts';
import { curieOf } from '../../../core/vocabulary/prefixes.ts';
import { isNode, keyOf, type Graph } from '../../../mappings/rdf/graph.ts';

/** How to get from the dataset to every node, as CURIEs joined by `/`: a finding about a distribution says `dcat:distribution/…`. Shortest way, first stated. */
export const routesFrom = (graph: Graph, dataset: string): ReadonlyMap<string, string> => {
  const routes = new Map([[dataset, '']]);
  const waiting = [dataset];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const route = routes.get(next) ?? '';
    for (const quad of graph.about(next)) {
      const target = keyOf(quad.object);
      if (!isNode(quad.object) || quad.predicate.value === rdf.type || routes.has(target)) continue;
      routes.set(target, route === '' ? curieOf(quad.predicate.value) : `${route}/${curieOf(quad.predicate.value)}`);
      if (graph.has(target)) waiting.push(target);
    }
  }
  return routes;
};
