import { sql } from 'kysely';
import { sourceShape } from '../../../core/api/sources.ts';
import { systemClock } from '../../../core/clock.ts';
import type { SourceReader } from '../../../mappings/source-events/read-event.ts';
import { createSources } from '../../../node/catalogue/sources/sources.ts';
import type { OpenDb } from '../../../node/storage/db.ts';
import { realPorts } from '../../sources/support/pipeline.ts';
import { bench } from './measure.ts';
import { runOf } from './run-bench.ts';

const perPage = 250;
const iriOf = (n: number): string => `https://pages.example/dataset/${n}`;

/** The run of a source whose every page is as it was, without the transfer of the pages: items, records seen, guards and report of so many records. */
export const unchangedPages = async (open: OpenDb, records: number) => {
  const read: SourceReader = async function* () {
    for (let from = 0; from < records; from += perPage) {
      yield { type: 'unchanged-page', records: Array.from({ length: Math.min(perPage, records - from) }, (_, n) => iriOf(from + n)) };
      yield await Promise.resolve({ type: 'page' as const, position: `${from}` });
    }
  };
  const sources = createSources({ ...realPorts(open, systemClock), read });
  await sources.add(sourceShape.parse({ id: 'bench-pages', kind: 'dcat', address: 'https://pages.example/catalogue' }), bench);
  await sql`insert into catalogue_source_record (source, iri, record_id, title, hash, identifiers, first_seen, last_seen, last_run)
    select 'bench-pages', 'https://pages.example/dataset/' || n, gen_random_uuid(), 'A title of a dataset ' || n, md5(n::text) || md5(n::text), array['https://pages.example/dataset/' || n], now(), now(), gen_random_uuid()
    from generate_series(0, ${records - 1}) n`.execute(open.db);
  const result = await runOf(sources, 'bench-pages', 'nothing changed, pages as they were, without the transfer');
  await sources.stop();
  return result;
};
