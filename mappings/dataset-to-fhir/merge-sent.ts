import type { Quad } from 'n3';
import type { Description } from '../rdf/description.ts';
import { graphOf } from '../rdf/graph.ts';
import type { Graph } from '../rdf/graph.ts';
import { lostStatements, namer, throughFhir } from './mapping-report.ts';
import type { LibraryFacts } from './to-library.ts';

const idOf = (term: object): string => (term as { id: string }).id;

/** The statements of blank nodes below these links. */
const below = (graph: Graph, links: readonly Quad[]): Set<Quad> => {
  const found = new Set<Quad>(links);
  const waiting = links.map((link) => idOf(link.object));
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const quad of graph.about(node)) {
      if (found.has(quad)) continue;
      found.add(quad);
      if (quad.object.termType === 'BlankNode') waiting.push(idOf(quad.object));
    }
  }
  return found;
};

/** What is sent through FHIR onto a stored description: everything sent, and everything stored that FHIR does not carry (catalogue.md §4.4). A blank node that
 *  FHIR gave back incomplete is stored whole: its incomplete copy, sent back as it was given, is not a second one. */
export const mergeSent = (sent: readonly Quad[], stored: Description, facts: LibraryFacts): readonly Quad[] => {
  const known = namer(graphOf(stored.quads));
  const whole = new Set(stored.quads.map(known));
  const back = throughFhir(stored, facts);
  const given = namer(graphOf(back));
  const half = new Set(back.filter((quad) => quad.object.termType === 'BlankNode').map(given).filter((statement) => !whole.has(statement)));
  const graph = graphOf(sent);
  const name = namer(graph);
  const seen = new Set<string>();
  const copies = below(graph, sent.filter((quad) => {
    if (quad.object.termType !== 'BlankNode' || quad.subject.termType === 'BlankNode') return false;
    const statement = name(quad);
    // said twice of one node, as by a distribution that is a sample, too
    if (half.has(statement) || seen.has(statement)) return true;
    seen.add(statement);
    return false;
  }));
  return [...sent.filter((quad) => !copies.has(quad)), ...lostStatements(stored, facts)];
};
