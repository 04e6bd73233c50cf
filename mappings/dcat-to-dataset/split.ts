import type { Quad } from 'n3';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { rdf } from '../../core/vocabulary/rdf.ts';
import type { Description } from '../rdf/description.ts';
import { graphOf, isNode, keyOf, type Graph } from '../rdf/graph.ts';

const described = [dcat.Dataset, dcat.DatasetSeries];
/** Where one description ends: these have records, or pages, of their own. */
const otherRecords = [...described, dcat.Catalog, dcat.CatalogRecord];
/** Properties that lead away from what a dataset owns: towards wholes, siblings and derived works. */
export const leadsAway = new Set<string>([dcat.servesDataset, dct.isPartOf, dct.hasPart, dcat.dataset, dcat.catalog, dcat.record]);

/** Class names in wrong case (`dcat:dataset`) are met in the field; the type of a dataset decides whether it is seen at all. */
const isDescribed = (quad: Quad): boolean =>
  quad.predicate.value === rdf.type && described.some((one) => one.toLowerCase() === quad.object.value.toLowerCase());

const isDataset = (graph: Graph, subject: string): boolean => graph.about(subject).some(isDescribed);

/** Subjects typed as dataset or series, and what a catalogue calls its dataset while typing it as dcat:Resource (catalogue.md §3.2 step 2). */
const findDatasets = (graph: Graph): string[] => {
  const found = new Set<string>();
  for (const subject of graph.subjects()) if (isDataset(graph, subject)) found.add(subject);
  for (const catalog of graph.instances(dcat.Catalog)) {
    for (const member of graph.objects(catalog, dcat.dataset)) {
      if (graph.isA(keyOf(member), dcat.Resource)) found.add(keyOf(member));
    }
  }
  return [...found];
};

/** Everything reachable from the roots without crossing into another record; of a node across the border only its class is taken. */
const closure = (graph: Graph, roots: readonly string[], datasets: ReadonlySet<string>): Quad[] => {
  const quads: Quad[] = [];
  const seen = new Set<string>(roots);
  const waiting = [...roots];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const quad of graph.about(next)) {
      quads.push(quad);
      const target = keyOf(quad.object);
      if (!isNode(quad.object) || seen.has(target) || !graph.has(target) || quad.predicate.value === rdf.type) continue;
      seen.add(target);
      const border = datasets.has(target) || leadsAway.has(quad.predicate.value) || graph.isA(target, ...otherRecords);
      if (border) quads.push(...graph.about(target).filter((one) => one.predicate.value === rdf.type));
      else waiting.push(target);
    }
  }
  return quads;
};

const lastPart = (iri: string): string => iri.split(/[/#]/).filter(Boolean).at(-1) ?? iri;

/** Variables hung under no dataset: taken along when the document has one dataset, or when the dataset's identifier is in their IRI (catalogue.md §3.2 step 4). */
const looseTableGroups = (graph: Graph): string[] => {
  const groups = graph.instances(csvw.TableGroup);
  if (groups.length === 0) return [];
  const pointedAt = new Set<string>();
  for (const subject of graph.subjects()) for (const quad of graph.about(subject)) if (isNode(quad.object)) pointedAt.add(keyOf(quad.object));
  return groups.filter((group) => !pointedAt.has(group));
};

const groupsOf = (dataset: string, graph: Graph, loose: readonly string[], only: boolean): readonly string[] => {
  if (only || loose.length === 0) return loose;
  const names = [lastPart(dataset), ...graph.objects(dataset, dct.identifier).map((term) => lastPart(term.value))].filter((name) => name.length >= 4);
  return loose.filter((group) => names.some((name) => group.includes(name)));
};

/** One description per dataset and dataset series found, each with what it owns and the agents and contact points it refers to; shared nodes are in each.
 *  An empty list means the document describes no dataset: the caller reports `not-a-dataset`.
 *  @see catalogue.md §3.2 step 2 */
export const splitDescriptions = (quads: readonly Quad[]): Description[] => {
  const graph = graphOf(quads);
  const datasets = findDatasets(graph);
  const known = new Set(datasets);
  const records = new Map<string, string[]>();
  for (const record of graph.instances(dcat.CatalogRecord)) {
    for (const topic of graph.objects(record, foaf.primaryTopic)) records.set(keyOf(topic), [...(records.get(keyOf(topic)) ?? []), record]);
  }
  const loose = looseTableGroups(graph);
  return datasets.map((dataset) => {
    const roots = [dataset, ...(records.get(dataset) ?? []), ...groupsOf(dataset, graph, loose, datasets.length === 1)];
    return { iri: dataset, quads: closure(graph, roots, known) };
  });
};
