import fc from 'fast-check';
import type { Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import { anyRecord } from '../../test/support/record-arbitrary.ts';
import { descriptionPrefixes } from '../../core/vocabulary/prefixes.ts';
import { toRecord } from '../dcat-to-dataset/to-record.ts';
import { splitDescriptions } from '../dcat-to-dataset/split.ts';
import { normalise } from '../normalise/normalise.ts';
import { parseRdf } from '../rdf/parse.ts';
import { serialise } from '../rdf/serialise.ts';
import { emitDataset } from './emit-dataset.ts';
import { recordToQuads } from './record-to-quads.ts';

const line = (quad: Quad): string => [quad.subject, quad.predicate, quad.object].map((term) => (term.termType === 'BlankNode' ? '[]' : (term as { id: string }).id)).join(' ');
const lines = (quads: readonly Quad[]): string[] => quads.map(line).sort();

/** Order of repeated values means nothing in RDF. */
const unordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unordered).map((one) => JSON.stringify(one)).sort();
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, inner]) => [key, unordered(inner)]));
};

describe('record and RDF', () => {
  it('a record comes back from its RDF as it was', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      expect(unordered(toRecord({ iri: record.iri, quads: recordToQuads(record) }))).toEqual(unordered(record));
    }), { numRuns: 40 });
  });

  it('RDF comes back from its record with every known statement', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const quads = recordToQuads(record);
      expect(lines(recordToQuads(toRecord({ iri: record.iri, quads })))).toEqual(lines(quads));
    }), { numRuns: 40 });
  });

  it('survives every format we write and read, and the splitter', async () => {
    await fc.assert(fc.asyncProperty(anyRecord, fc.constantFrom('text/turtle', 'application/ld+json', 'application/rdf+xml', 'application/n-triples', 'application/trig', 'application/n-quads'), async (record, mediaType) => {
      const quads = recordToQuads(record);
      const text = serialise(quads, mediaType, descriptionPrefixes);
      const parsed = await parseRdf(Buffer.from(text), { mediaType, baseIri: 'https://base.example/' });
      const found = splitDescriptions(parsed).find(({ iri }) => iri === record.iri);
      expect(lines(found?.quads ?? [])).toEqual(lines(quads));
    }), { numRuns: 20 });
  });

  it('needs no repair: what we write is not changed by normalising, apart from a claim of trust', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const { changes } = normalise({ iri: record.iri, quads: recordToQuads(record) });
      expect(changes.filter(({ path, step }) => path !== 'healthdcatap:trustedDataHolder' && step !== 'default' && !isText(path))).toEqual([]);
    }), { numRuns: 25 });
  });

  it('emitting twice changes nothing more', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const once = emitDataset({ iri: record.iri, quads: recordToQuads(record) }, { base: 'https://node.example' });
      expect(lines(emitDataset(once, { base: 'https://node.example' }).quads)).toEqual(lines(once.quads));
    }), { numRuns: 20 });
  });
});

/** Random text may look like HTML, a placeholder or a date of its own. */
const isText = (path: string): boolean => /(description|title|name|label|alternative|keyword|populationCoverage|versionNotes|identifier|notation|schemaAgency|fn)$/i.test(path);
