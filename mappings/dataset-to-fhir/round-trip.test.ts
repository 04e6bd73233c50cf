import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import n3 from 'n3';
import { describe, expect, it } from 'vitest';
import { emitDataset } from '../dataset-to-dcat/emit-dataset.ts';
import { splitDescriptions } from '../dcat-to-dataset/split.ts';
import { toRecord } from '../dcat-to-dataset/to-record.ts';
import { libraryToRecord } from '../fhir-to-dcat/to-record.ts';
import { normalise } from '../normalise/normalise.ts';
import type { Description } from '../rdf/description.ts';
import { inventedStatements } from './mapping-report.ts';
import type { LibraryFacts } from './to-library.ts';
import { organizationsOf, toLibrary } from './to-library.ts';

const facts: LibraryFacts = { id: '018f0000-0000-7000-8000-000000000000', base: 'https://fr.example', versionId: '1', lastUpdated: '2026-01-01T00:00:00.000Z', version: 'a'.repeat(64), state: 'published' };
const samples = join(import.meta.dirname, '../../../shared/data');
const turtles = !existsSync(samples) ? [] : [join(samples, 'samples'), join(samples, 'healthdcat-ap/r8/examples')].flatMap((root) => readdirSync(root, { recursive: true }).map(String).filter((file) => file.endsWith('.ttl')).map((file) => join(root, file)));

const descriptions = (file: string): Description[] => {
  let quads: n3.Quad[];
  try {
    quads = new n3.Parser({ baseIRI: 'https://sample.example/' }).parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
  return splitDescriptions(quads).map((one) => emitDataset(normalise(one).description, { base: 'https://fr.example' }));
};

describe.skipIf(turtles.length === 0)('FHIR round trip of the samples (../shared/data)', () => {
  it.each(turtles.map((file) => [file.slice(samples.length + 1), file]))('%s: nothing is invented, everything else is named', (_name, file) => {
    for (const description of descriptions(file)) {
      expect(inventedStatements(description, facts)).toEqual([]);
      const library = toLibrary(toRecord(description), facts);
      const again = toLibrary(libraryToRecord(library, organizationsOf(toRecord(description))), facts);
      expect({ ...again, content: again.content?.filter((c) => !JSON.stringify(c).includes('variables')) }).toEqual({ ...library, content: library.content?.filter((c) => !JSON.stringify(c).includes('variables')) });
    }
  });
});
if (turtles.length === 0) it.skip('../shared/data is absent: the samples were not tried', () => undefined);
