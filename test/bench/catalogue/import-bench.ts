import { systemClock } from '../../../core/clock.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { normalise } from '../../../mappings/normalise/normalise.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import { createIngest } from '../../../node/catalogue/ingest.ts';
import type { Db } from '../../../node/storage/db.ts';
import { inTransaction } from '../../../node/storage/db.ts';
import { turtleRecord } from './generate.ts';
import { measure, type Rate } from './measure.ts';
import { describe, throughPipeline } from './pipeline.ts';

const upTo = (count: number, step = 1, from = 0): number[] => Array.from({ length: Math.ceil(count / step) }, (_, n) => from + n * step);

/** Bytes → statements → description → normalised → record and version, without storing. */
export const parseAndMap = async (count: number, maxMs: number): Promise<Rate> => {
  const texts = upTo(Math.min(count, 1_000)).map((n) => turtleRecord(n));
  const pass = async (n: number): Promise<number> => {
    await throughPipeline(texts[n % texts.length]!);
    return 1;
  };
  for (const n of upTo(Math.min(500, Math.floor(count / 2)))) await pass(n);
  return measure('parse + map + version', upTo(count), maxMs, pass);
};

/** Turtle → stored, published, searchable record, each after the other in transactions of `batch`, as a run of a source does; then the same texts once more. */
export const importThem = async (db: Db, count: number, batch: number, maxMs: number): Promise<{ import: Rate; unchanged: Rate }> => {
  const ingest = createIngest<undefined>({
    clock: systemClock, node: { id: 'FR', country: 'FR' }, publicUrl: 'https://fr.example', toRecord, describe, countryOf: (id) => id,
    normalise: (description) => ({ description: normalise(description).description, notes: [] }),
  });
  const texts = new Map<number, string>();
  const one = (from: number) => inTransaction(db, async (tx) => {
    for (let n = from; n < from + batch; n += 1) {
      const text = texts.get(n) ?? turtleRecord(n);
      const [description] = splitDescriptions(await parseRdf(Buffer.from(text), { mediaType: 'text/turtle', baseIri: 'https://holder.example/' }));
      const result = await ingest(tx, description!, { origin: { kind: 'own', source: 'bench' }, actor: 'source:bench' });
      if (result.outcome === 'refused' || result.outcome === 'duplicate') throw new Error(`${result.code}: ${result.detail}`);
    }
    return batch;
  });
  for (const n of upTo(count)) texts.set(n, turtleRecord(n));
  await one(count); // warms up, with texts of its own
  const imported = await measure('import with validation', upTo(count, batch), maxMs, one);
  return { import: imported, unchanged: await measure('the same offered again', upTo(imported.done, batch), maxMs / 2, one) };
};
