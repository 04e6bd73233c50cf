import { sourceShape } from '../../../core/api/sources.ts';
import { systemClock } from '../../../core/clock.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import type { SourceReader } from '../../../mappings/source-events/read-event.ts';
import { createSources } from '../../../node/catalogue/sources/sources.ts';
import type { OpenDb } from '../../../node/storage/db.ts';
import { realPorts } from '../../sources/support/pipeline.ts';
import { turtleRecord } from './generate.ts';
import { bench, measure, type Rate } from './measure.ts';
import { throughPipeline } from './pipeline.ts';
import { runOf, type RunFigures } from './run-bench.ts';

const upTo = (count: number, step = 1, from = 0): number[] => Array.from({ length: Math.ceil(count / step) }, (_, n) => from + n * step);

/** Bytes → statements → description → normalised → record and version, without storing, in one thread. */
export const parseAndMap = async (count: number, maxMs: number): Promise<Rate> => {
  const texts = upTo(Math.min(count, 1_000)).map((n) => turtleRecord(n));
  const pass = async (n: number): Promise<number> => {
    await throughPipeline(texts[n % texts.length]!);
    return 1;
  };
  for (const n of upTo(Math.min(500, Math.floor(count / 2)))) await pass(n);
  return measure('parse + map + version', upTo(count), maxMs, pass);
};

/** Turtle → stored, published, searchable records by the run of a source, as a file is imported; then the same texts once more. */
export const importThem = async (open: OpenDb, count: number, maxMs: number): Promise<{ import: RunFigures; unchanged: RunFigures }> => {
  const texts = upTo(count).map((n) => turtleRecord(n));
  let most = count;
  const read: SourceReader = async function* () {
    const end = performance.now() + maxMs;
    for (const [n, text] of texts.slice(0, most).entries()) {
      if (performance.now() > end) return void (most = n);
      const [description] = splitDescriptions(await parseRdf(Buffer.from(text), { mediaType: 'text/turtle', baseIri: 'https://holder.example/' }));
      yield { type: 'description', description: description! };
    }
  };
  const sources = createSources({ ...realPorts(open, systemClock), read });
  await sources.add(sourceShape.parse({ id: 'bench-import', kind: 'dcat', address: 'https://holder.example/catalogue', limits: { records: 1_000_000 } }), bench);
  const imported = await runOf(sources, 'bench-import', 'import with validation');
  const unchanged = await runOf(sources, 'bench-import', 'the same offered again');
  await sources.stop();
  return { import: imported, unchanged };
};
