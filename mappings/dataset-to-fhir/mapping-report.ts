import type { OperationOutcome } from 'fhir/r4.d.ts';
import type { Quad } from 'n3';
import { rdf } from '../../core/vocabulary/rdf.ts';
import { curieOf } from '../../core/vocabulary/prefixes.ts';
import { recordToQuads } from '../dataset-to-dcat/record-to-quads.ts';
import { toRecord } from '../dcat-to-dataset/to-record.ts';
import { libraryToRecord } from '../fhir-to-dcat/to-record.ts';
import type { Description } from '../rdf/description.ts';
import { graphOf, keyOf } from '../rdf/graph.ts';
import type { Graph } from '../rdf/graph.ts';
import type { LibraryFacts } from './to-library.ts';
import { organizationsOf, toLibrary } from './to-library.ts';

const idOf = (term: object): string => (term as { id: string }).id;
/** A literal by its text and language: FHIR says the kind of a value by its place, so a datatype that changes on the way loses nothing. */
const objectOf = (term: Quad['object']): string => (term.termType === 'Literal' ? `"${term.value}"@${term.language}` : idOf(term));

/** Names for blank nodes made from all they say, so that statements of two graphs can be compared. Descriptions hang their blank nodes like a tree. */
export const namer = (graph: Graph) => {
  const names = new Map<string, string>();
  const nameOf = (id: string, depth: number): string => {
    if (!id.startsWith('_:')) return id;
    const known = names.get(id);
    if (known !== undefined) return known;
    const name = depth > 8 ? '[…]' : `[${graph.about(id).map((q) => `${q.predicate.value} ${nameOf(objectOf(q.object), depth + 1)}`).sort().join(' ; ')}]`;
    names.set(id, name);
    return name;
  };
  return (quad: Quad): string => `${nameOf(idOf(quad.subject), 0)} ${quad.predicate.value} ${nameOf(objectOf(quad.object), 0)}`;
};

/** What FHIR gives back of a description: FHIR → RDF of RDF → FHIR (catalogue.md §4.4). */
export const throughFhir = (description: Description, facts: LibraryFacts): readonly Quad[] => {
  const record = toRecord(description);
  return recordToQuads(libraryToRecord(toLibrary(record, facts), organizationsOf(record)));
};

/** Statements of a description that FHIR does not carry. A blank node that lost a part is told as a whole: its statements stand together. */
export const lostStatements = (description: Description, facts: LibraryFacts): readonly Quad[] => {
  const back = throughFhir(description, facts);
  const carriedName = namer(graphOf(back));
  const carried = new Set(back.map(carriedName));
  const name = namer(graphOf(description.quads));
  return description.quads.filter((quad) => !carried.has(name(quad)));
};

/** Statements that came back though the description does not make them: must be none. Blank nodes that came back incomplete are not among them (they are
 *  told as lost, and a write keeps the stored node), nor is the class of a node referred to, which goes without saying (catalogue.md §1.2). */
export const inventedStatements = (description: Description, facts: LibraryFacts): readonly string[] => {
  const name = namer(graphOf(description.quads));
  const known = new Set(description.quads.map(name));
  const back = throughFhir(description, facts).filter((q) => q.subject.termType !== 'BlankNode' && q.object.termType !== 'BlankNode' && (q.predicate.value !== rdf.type || idOf(q.subject) === description.iri));
  return back.map(namer(graphOf(back))).filter((statement) => !known.has(statement));
};

/** Path from the dataset to a statement, in CURIEs: where a reader finds it. */
const pathsOf = (description: Description): ReadonlyMap<string, string> => {
  const graph = graphOf(description.quads);
  const paths = new Map<string, string>([[description.iri, '']]);
  const waiting = [description.iri];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const quad of graph.about(next)) {
      const target = keyOf(quad.object);
      if (quad.object.termType === 'Literal' || paths.has(target) || !graph.has(target)) continue;
      paths.set(target, `${paths.get(next) ?? ''}${curieOf(quad.predicate.value)}/`);
      waiting.push(target);
    }
  }
  return paths;
};

/** `$mapping-report`: one issue per RDF statement that FHIR does not carry, with its path (catalogue.md §4.4). */
export const mappingReport = (description: Description, facts: LibraryFacts): OperationOutcome => {
  const paths = pathsOf(description);
  const lost = lostStatements(description, facts);
  const issue = lost.map((quad): OperationOutcome['issue'][number] => ({
    severity: 'information', code: 'incomplete', expression: [`${paths.get(idOf(quad.subject)) ?? `<${idOf(quad.subject)}> `}${curieOf(quad.predicate.value)}`],
    details: { text: `Not in FHIR, kept in the RDF: ${quad.object.value.slice(0, 200)}` },
  }));
  return { resourceType: 'OperationOutcome', issue: issue.length > 0 ? issue : [{ severity: 'information', code: 'informational', details: { text: 'Every statement of this dataset is carried by FHIR.' } }] };
};
