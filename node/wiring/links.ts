import { createLinkProbe } from '../../connectors/links/probe-link.ts';
import { linksQueue } from '../../queues/names.ts';
import type { Queues } from '../../queues/queues.ts';
import type { LinkViews } from '../catalogue/links/prober.ts';
import { createProber } from '../catalogue/links/prober.ts';
import { readLinkTotals } from '../http/public/catalogue/links.ts';
import type { Base, Offers } from './base.ts';

// a turn that finds nothing due costs one question to the database
const turnEveryMs = 30_000;
const job = 'turn';

/** The prober of addresses in records: a job scheduler gives it its turns, one process of a node at a time. Off: nothing is scheduled, and what was known stays. */
export const wireLinks = async (base: Base, needs: { readonly views: LinkViews; readonly queues: Pick<Queues, 'schedule' | 'unschedule' | 'work'>; readonly countryOf: (node: string) => string }): Promise<Offers> => {
  const { config, clock, log, storage } = base;
  const offers = { publicOperations: [readLinkTotals(needs.views)] };
  const { on, everyMs, paceMs } = config.catalogue.links;
  if (!on) {
    await needs.queues.unschedule(linksQueue, job).catch((error: unknown) => log.warn({ err: error }, 'schedule of the address checks not removed'));
    return offers;
  }
  const probe = createLinkProbe();
  const prober = createProber({ db: storage.db, clock, countryOf: needs.countryOf, probe: probe.probe, everyMs, paceMs, log: { info: (fields, message) => log.info(fields, message) } });
  const stopping = new AbortController();
  needs.queues.work(linksQueue, { concurrency: 1, work: async () => void (await prober.turn(stopping.signal)) });
  await needs.queues.schedule(linksQueue, job, turnEveryMs).catch((error: unknown) => log.warn({ err: error }, 'address checks not scheduled'));
  base.onStop('address checks', async () => {
    stopping.abort();
    await probe.close();
  });
  return offers;
};
