import { Worker } from 'node:worker_threads';
import { sourceShape } from '../../../core/api/sources.ts';
import { systemClock } from '../../../core/clock.ts';
import { createSources } from '../../../node/catalogue/sources/sources.ts';
import type { OpenDb } from '../../../node/storage/db.ts';
import { realPorts } from '../../sources/support/pipeline.ts';
import { knowRecords } from './known-records.ts';
import { bench, round } from './measure.ts';
import { runOf } from './run-bench.ts';

const startSite = async (records: number): Promise<{ readonly address: string; stop(): Promise<number> }> => {
  const worker = new Worker(new URL('./source-site.ts', import.meta.url), { workerData: { records, perPage: 250 } });
  const address = await new Promise<string>((ready, fail) => {
    worker.once('message', ready);
    worker.once('error', fail);
  });
  const stop = async (): Promise<number> => {
    await new Promise((gone) => {
      worker.once('message', gone);
      worker.postMessage('stop');
    });
    return worker.terminate();
  };
  return { address, stop };
};

const siteConfig = (id: string, address: string) => sourceShape.parse({ id, kind: 'dcat', address, privateAddresses: true, limits: { perSecond: 100, tries: 1 } });

/** A site of many records that the node knows already and that did not change: compared record by record (its pages were never seen), then page by page. */
export const noChange = async (open: OpenDb, records: number) => {
  const site = await startSite(records);
  try {
    const sources = createSources(realPorts(open, systemClock));
    const config = siteConfig('bench-known', site.address);
    await sources.add(config, bench);
    await knowRecords(open.db, config);
    const byRecord = await runOf(sources, config.id, 'nothing changed, compared record by record');
    const byPage = await runOf(sources, config.id, 'nothing changed, pages as they were');
    await sources.stop();
    const for100000 = ({ seconds }: { readonly seconds: number }): number => round((seconds / records) * 100_000);
    return { byRecord: { ...byRecord, secondsFor100000: for100000(byRecord) }, byPage: { ...byPage, secondsFor100000: for100000(byPage) } };
  } finally {
    await site.stop();
  }
};

/** A catalogue with Hydra pages, read over HTTP by the real run of a source: first all is new, then nothing changed (every page is asked for again: the site gives
 *  no ETag). */
export const harvest = async (open: OpenDb, records: number) => {
  const site = await startSite(records);
  try {
    const sources = createSources(realPorts(open, systemClock));
    await sources.add(siteConfig('bench-site', site.address), bench);
    const run = (what: string) => runOf(sources, 'bench-site', what);
    const first = await run('harvest, all new');
    const again = await run('harvest, nothing changed');
    await sources.stop();
    return { first, noChange: { ...again, secondsFor100000: round((again.seconds / records) * 100_000) } };
  } finally {
    await site.stop();
  }
};
