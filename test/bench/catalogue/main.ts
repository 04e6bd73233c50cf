// npm run bench:catalogue [-- --quick] [-- --sizes 10000,100000,1000000] [-- --records 2000] [-- --harvest 2000] [-- --known 20000] [-- --only parse,import,harvest,known,pages,web,search]:
// figures for the goals of the catalogue, as one JSON object in the last line. The size 1000000 takes some minutes to fill; leave it out with --sizes.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../../core/clock.ts';
import { openDb } from '../../../node/storage/db.ts';
import { startEmbedded } from '../../../node/storage/embedded.ts';
import { migrate } from '../../../node/storage/migrate.ts';
import { harvest, noChange } from './harvest-bench.ts';
import { importThem, parseAndMap } from './import-bench.ts';
import { budgetOf, round, say } from './measure.ts';
import { unchangedPages } from './pages-bench.ts';
import { descriptionOf } from './pipeline.ts';
import { searchAt } from './search-bench.ts';
import { readPublished, startWeb } from './web-bench.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, sizes: { type: 'string' }, records: { type: 'string' }, harvest: { type: 'string' }, known: { type: 'string' }, seconds: { type: 'string' }, only: { type: 'string' } } });
const { quick } = values;
const number = (given: string | undefined, quickly: number, usual: number): number => Number(given ?? (quick ? quickly : usual));
const sizes = (values.sizes ?? (quick ? '2000' : '10000,100000,1000000')).split(',').map(Number);
const [records, harvested, seconds] = [number(values.records, 200, 2_000), number(values.harvest, 50, 2_000), number(values.seconds, 1, 10)];
const wanted = (part: string): boolean => values.only === undefined || values.only.split(',').includes(part);
// a quick run must end within 50 s: what is left of 44 s decides how much is done
const budget = budgetOf(quick ? 44_000 : Number.POSITIVE_INFINITY);
const most = (ms: number): number => (quick ? Math.max(0, Math.min(ms, budget.left())) : Number.POSITIVE_INFINITY);

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 100);
const figures: Record<string, unknown> = { date: systemClock.now(), cores: cpus().length, cpu: cpus()[0]?.model, memoryGiB: round(totalmem() / 2 ** 30), node: process.version, quick, loadBefore: loadavg().map(round) };

const folder = await mkdtemp(join(tmpdir(), 'bench-catalogue-'));
const database = await startEmbedded(folder, say, ['shared_buffers=512MB', 'max_wal_size=4GB', 'maintenance_work_mem=512MB', 'synchronous_commit=off']);
const open = openDb({ connectionString: database.url, max: 20, onError: () => undefined });
await migrate(open.db);
figures['statementsPerRecord'] = round(Array.from({ length: 50 }, (_, n) => descriptionOf(n).quads.length).reduce((sum, one) => sum + one, 0) / 50);

if (wanted('parse')) figures['parseMapHash'] = await parseAndMap(quick ? 400 : records, most(2_000));
if (wanted('import') || wanted('web')) Object.assign(figures, await importThem(open, records, most(5_000)));
if (wanted('harvest') && budget.left() > 25_000) figures['harvest'] = await harvest(open, harvested);
if (wanted('known') && budget.left() > 25_000) figures['known'] = await noChange(open, number(values.known, 500, 20_000));
if (wanted('pages') && budget.left() > 13_000) figures['pages'] = await unchangedPages(open, quick ? 2_000 : 100_000);
const web = await startWeb(open.db);
if (wanted('web') && budget.left() > 13_000) Object.assign(figures, await readPublished(open.db, web, seconds));
if (wanted('search')) {
  const search: Record<string, unknown> = {};
  for (const size of sizes) if (budget.left() > 8_000) search[size] = await searchAt(open.db, web, size, seconds, budget);
  figures['search'] = search;
}

clearInterval(watch);
figures['peakRssMiB'] = Math.round(peak / 2 ** 20);
figures['loadAfter'] = loadavg().map(round);
web.stop();
await open.close();
await database.stop();
await rm(folder, { recursive: true, force: true });
console.log(JSON.stringify(figures));
process.exit(0);
