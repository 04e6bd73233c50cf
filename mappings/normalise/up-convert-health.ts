import type { Quad } from 'n3';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { graphOf, isNode, keyOf, type Graph } from '../rdf/graph.ts';
import { findConcept } from '../vocabularies/index.ts';
import { namedNode, nodeOf, plainLiteral, quad, typedLiteral } from '../rdf/terms.ts';
import { aliasOf } from './terms-of-lists.ts';
import { noteChange, type Work } from './work.ts';

/** `ICD10:E11.9` → `E11.9`: a prefix of letters before a colon is the system, not the code. */
const withoutSystem = (notation: string): string => notation.replace(/^[A-Za-z][\w.-]*:(?=\S)/, '');

/** Coding system a concept's scheme means, when a rule knows it: by the scheme's IRI or the identifier the scheme carries. */
const systemOf = (work: Work, graph: Graph, concept: string): { iri: string; sure: 'certain' | 'likely' | 'source' } | undefined => {
  for (const term of graph.objects(concept, skos.inScheme)) {
    const names = [term.value, ...graph.objects(keyOf(term), dct.identifier).map((one) => one.value)];
    for (const name of names) {
      const alias = aliasOf(name) ?? (findConcept(name) === undefined ? undefined : { to: name, sure: 'certain' as const });
      if (alias !== undefined && (alias.sure !== 'source' || work.settings.sourceAliases === true) && findConcept(alias.to) !== undefined) return { iri: alias.to, sure: alias.sure };
    }
  }
  return undefined;
};

/** Release 5 wrote codes as concepts: the code is the notation, the scheme is the coding system. A concept without notation stays and is told. */
const codes = (work: Work): void => {
  const graph = graphOf(work.quads);
  const replaced = new Map<Quad, Quad[]>();
  const systems = new Set(graph.objects(work.dataset, healthdcatap.hasCodingSystem).map(keyOf));
  for (const one of graph.about(work.dataset)) {
    if (one.predicate.value !== healthdcatap.hasCodeValues || !isNode(one.object)) continue;
    const notations = graph.objects(keyOf(one.object), skos.notation).filter((term) => term.termType === 'Literal');
    if (notations.length === 0) continue;
    const made = notations.map((term) => quad(one.subject, healthdcatap.hasCodeValues, plainLiteral(withoutSystem(term.value))));
    const system = systemOf(work, graph, keyOf(one.object));
    if (system !== undefined && !systems.has(system.iri)) {
      systems.add(system.iri);
      const stated = quad(one.subject, healthdcatap.hasCodingSystem, namedNode(system.iri));
      made.push(stated);
      noteChange(work, 'up-convert', stated, keyOf(one.object), system.iri, system.sure);
    }
    replaced.set(one, made);
    noteChange(work, 'up-convert', one, keyOf(one.object), notations.map((term) => term.value).join(' '));
  }
  if (replaced.size > 0) work.quads = work.quads.flatMap((one) => replaced.get(one) ?? [one]);
};

const isHung = (graph: Graph, dataset: string, group: string): boolean => graph.objects(dataset, healthdcatap.hasVariables).some((term) => keyOf(term) === group);

/** A TableGroup on a distribution, or under nothing, belongs to the dataset (catalogue.md §3.2 step 4); the splitter brought only those that are this dataset's. */
const variables = (work: Work): void => {
  const graph = graphOf(work.quads);
  const groups = graph.instances(csvw.TableGroup).filter((group) => !isHung(graph, work.dataset, group));
  if (groups.length === 0) return;
  const distributions = new Set(graph.instances(dcat.Distribution));
  const added: Quad[] = [];
  const dropped = new Set<Quad>();
  for (const group of groups) {
    const links = work.quads.filter((one) => isNode(one.object) && keyOf(one.object) === group);
    if (links.some((one) => !distributions.has((one.subject as { id: string }).id))) continue;
    for (const one of links) dropped.add(one);
    const link = quad(nodeOf(work.dataset), healthdcatap.hasVariables, nodeOf(group));
    added.push(link);
    noteChange(work, 'up-convert', link, links.length === 0 ? 'unlinked' : keyOf(links[0]?.subject as never), group);
  }
  work.quads = [...work.quads.filter((one) => !dropped.has(one)), ...added];
};

/** Step 7, last sentence: true when variables were found; never set to false. */
export const stateStructured = (work: Work): void => {
  let hasVariables = false;
  for (const one of work.quads) {
    if ((one.subject as { id: string }).id !== work.dataset) continue;
    if (one.predicate.value === healthdcatap.hasStructuredData) return;
    if (one.predicate.value === healthdcatap.hasVariables) hasVariables = true;
  }
  if (!hasVariables) return;
  const flag = quad(nodeOf(work.dataset), healthdcatap.hasStructuredData, typedLiteral('true', xsd.boolean));
  work.quads = [...work.quads, flag];
  noteChange(work, 'default', flag, '', 'true');
};

/** Step 4 for codes and variables. */
export const upConvertHealth = (work: Work): void => {
  codes(work);
  variables(work);
};
