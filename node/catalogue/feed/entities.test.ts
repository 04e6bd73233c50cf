import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import n3 from 'n3';
import { expect, it } from 'vitest';
import { emitDataset } from '../../../mappings/dataset-to-dcat/emit-dataset.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { serialise } from '../../../mappings/rdf/serialise.ts';
import { entitiesOf, entityHash } from './entities.ts';

const samples = join(import.meta.dirname, '../../../../shared/data/samples');
const files = existsSync(samples) ? readdirSync(samples, { recursive: true }).map(String).filter((file) => file.endsWith('.ttl')) : [];
const lines = (text: string) => [...new Set(text.split('\n'))].filter((line) => line !== '').sort();

it.skipIf(files.length === 0)('a description cut into entities is the same description when put together (../shared/data/samples)', () => {
  for (const file of files) {
    const quads = new n3.Parser({ baseIRI: 'https://sample.example/' }).parse(readFileSync(join(samples, file), 'utf8'));
    for (const one of splitDescriptions(quads)) {
      const description = emitDataset(one, { base: 'https://fr.example' });
      const entities = entitiesOf(description.iri, 'dataset', description.quads);
      expect(lines(serialise(entities.flatMap((entity) => entity.quads), 'application/n-quads', {})), file).toEqual(lines(serialise(description.quads, 'application/n-quads', {})));
      expect(entities.at(-1)?.iri).toBe(description.iri);
      // no entity refers to one that is told later
      const told = new Set<string>();
      for (const entity of entities) {
        told.add(entity.iri);
        const later = entities.map((other) => other.iri).filter((iri) => !told.has(iri) && iri !== description.iri);
        expect(entity.quads.filter((q) => later.includes(q.object.value)).map((q) => q.predicate.value), file).toEqual([]);
      }
    }
  }
});

it('tells small entities apart by what they say, not by labels or order', () => {
  const parse = (text: string) => new n3.Parser().parse(text);
  const a = entityHash(parse('<a:x> <a:p> _:b . _:b <a:q> "1" .'));
  expect(entityHash(parse('_:other <a:q> "1" . <a:x> <a:p> _:other .'))).toBe(a);
  expect(entityHash(parse('<a:x> <a:p> _:b . _:b <a:q> "2" .'))).not.toBe(a);
});
