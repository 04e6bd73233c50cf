import fc from 'fast-check';
import type { Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import type { DatasetRecord } from '../../core/catalogue/record.ts';
import { anyRecord } from '../../test/support/record-arbitrary.ts';
import { recordToQuads } from '../dataset-to-dcat/record-to-quads.ts';
import { libraryToRecord } from '../fhir-to-dcat/to-record.ts';
import { blankNode, quad } from '../rdf/terms.ts';
import { inventedStatements, lostStatements, mappingReport, throughFhir } from './mapping-report.ts';
import { mergeSent } from './merge-sent.ts';
import type { LibraryFacts } from './to-library.ts';
import { organizationsOf, toLibrary } from './to-library.ts';

/* The round-trip rule of catalogue.md §4.4 over generated records: F is RDF → FHIR, R is FHIR → RDF, D what the mapping report names. */

const facts: LibraryFacts = { id: '018f0000-0000-7000-8000-000000000000', base: 'https://fr.example', versionId: '1', lastUpdated: '2026-01-01T00:00:00.000Z', version: 'a'.repeat(64), state: 'published' };

/** What §4.2 says FHIR does not carry, by the path of the report. Anything else that is lost is a fault. */
const mayBeLost: readonly RegExp[] = [
  // times of an activity: "times and agents of the activity are lost"
  /^prov:wasGeneratedBy\/prov:startedAtTime$/,
  // "the dictionary itself stays in RDF and CSVW"
  /^healthdcatap:hasVariables/,
  // "lost, named in the report"
  /^dcat:qualifiedRelation/, /^prov:qualifiedAttribution/, /\/odrl:hasPolicy$/,
  // the class of a node that only a lost statement refers to: it goes without saying (§1.2)
  /\/rdf:type$/,
  // a data service is an Endpoint of its own, not part of the Library
  /\/dcat:accessService/,
  // "Location nodes with geometry: text only"
  /^dct:spatial\/(skos:prefLabel|locn:geometry)$/,
];

/** Blank nodes as such, and literals by text and language: FHIR says the kind of a value by its place. */
const line = (quad: Quad): string => [quad.subject, quad.predicate, quad.object].map((term) => (term.termType === 'BlankNode' ? '[]' : term.termType === 'Literal' ? JSON.stringify([term.value, term.language]) : term.value)).join(' ');
const linesOf = (quads: readonly Quad[]): string[] => [...new Set(quads.map(line))].sort();
/** Nodes of a dataset's own that holders seldom give an address. */
const withoutAddress = (one: Quad): Quad => {
  const blank = <T extends Quad['subject'] | Quad['object']>(term: T): T => {
    const found = /^https:\/\/node\.example\/(activity|basis|quality|period|attribution|relation)\/(.*)$/.exec(term.value);
    return found === null ? term : (blankNode(`${found[1]}${found[2]}`) as T);
  };
  return quad(blank(one.subject), one.predicate.value, blank(one.object));
};
/** A record whose distributions have addresses of their own. */
const eachNodeOnce = (record: DatasetRecord): boolean => new Set(record.distribution.map(({ iri }) => iri)).size === record.distribution.length;
const nodesIn = (quads: readonly Quad[]): number => new Set(quads.filter(({ subject }) => subject.termType === 'BlankNode').map(({ subject }) => subject.value)).size;
const withoutDictionary = (library: ReturnType<typeof toLibrary>) => ({ ...library, content: library.content?.filter((one) => !JSON.stringify(one).includes('csvm+json')) });

describe('any record through FHIR', () => {
  it('what comes back and what is named as lost are together what went in, and nothing else', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const description = { iri: record.iri, quads: recordToQuads(record) };
      const lost = lostStatements(description, facts);
      expect(linesOf([...throughFhir(description, facts), ...lost])).toEqual(linesOf(description.quads));
      expect(inventedStatements(description, facts)).toEqual([]);
    }), { numRuns: 30 });
  });

  it('sent back as it was given, it changes nothing: not once and not twice, also where nodes have no address', () => {
    fc.assert(fc.property(anyRecord.filter(eachNodeOnce), fc.boolean(), (record, nameless) => {
      const quads = recordToQuads(record);
      const description = { iri: record.iri, quads: nameless ? quads.map(withoutAddress) : quads };
      const once = mergeSent(throughFhir(description, facts), description, facts);
      const twice = mergeSent(throughFhir({ iri: record.iri, quads: once }, facts), { iri: record.iri, quads: once }, facts);
      expect([once, twice].map(linesOf)).toEqual([linesOf(description.quads), linesOf(description.quads)]);
      expect([nodesIn(once), nodesIn(twice)]).toEqual([nodesIn(description.quads), nodesIn(description.quads)]);
    }), { numRuns: 30 });
  });

  it('names every loss in the report, and loses nothing but what the mapping says', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const description = { iri: record.iri, quads: recordToQuads(record) };
      const paths = mappingReport(description, facts).issue.flatMap((issue) => issue.expression ?? []);
      expect(paths).toHaveLength(lostStatements(description, facts).length);
      expect(paths.filter((path) => !mayBeLost.some((allowed) => allowed.test(path)))).toEqual([]);
    }), { numRuns: 30 });
  });

  it('a Library made here comes back as it was', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const library = toLibrary(record, facts);
      expect(withoutDictionary(toLibrary(libraryToRecord(library, organizationsOf(record)), facts))).toEqual(withoutDictionary(library));
    }), { numRuns: 30 });
  });
});
