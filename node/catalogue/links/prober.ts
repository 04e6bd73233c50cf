import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../core/clock.ts';
import { instantOf } from '../../../core/clock.ts';
import type { Db } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import { listSources } from '../sources/source-store.ts';
import { recordById, versionOf } from '../store.ts';
import type { DueLink } from './link-store.ts';
import { dropUnused, dueLinks, linksOfRecord, linkTotals, postpone, putLinks, recordsNaming, recordsToScan, saveResult } from './link-store.ts';
import { linksOf } from './record-links.ts';
import { rescore } from './rescore.ts';
import type { LinkFacts, ProbeResult } from './verdict.ts';
import { linkFacts, outcomeOf } from './verdict.ts';

/** What may be connected to: private addresses and ports beside 80 and 443 only where the source of a record that names the address opened them. */
export type ProbePolicy = { readonly privateAddresses: boolean; readonly ports: readonly number[] };

export type ProberParts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly countryOf: (node: string) => string;
  /** HEAD, then GET of one byte; never throws for what the other side does (connectors/links). */
  readonly probe: (url: string, policy: ProbePolicy, signal: AbortSignal) => Promise<ProbeResult>;
  /** An answer is believed so long, in ms. */
  readonly everyMs: number;
  /** Least time between two requests to one host, in ms. */
  readonly paceMs: number;
  readonly log: { info(fields: object, message: string): void };
};

// one turn is bounded: it ends, and the next one goes on where it stopped
const scannedPerTurn = 200;
const probedPerTurn = 200;
const perHostPerTurn = 20;
const hostsAtOnce = 4;
const turnMs = 120_000;
/** A first failure is looked at again after an hour, as is a host that asked to wait. */
const againMs = 3_600_000;

/** The slow prober of addresses in records (catalogue.md §6.7): takes down what own public records name, tries each address once per interval, host by host and never two at
 *  once to one host, and puts what came of it into the scores. Everything it knows is in the database: a turn may be cut off anywhere. */
export const createProber = (parts: ProberParts) => {
  const { db, clock } = parts;
  const lastAsked = new Map<string, number>();

  const scan = async (): Promise<number> => {
    const found = await recordsToScan(db, scannedPerTurn);
    for (const { id, changed_at: seen } of found) {
      const record = await recordById(db, id);
      const version = record?.shown === null || record === undefined ? undefined : await versionOf(db, id, record.shown);
      if (version === undefined) continue;
      await inTransaction(db, (tx) => putLinks(tx, id, seen, linksOf(version.record), clock.now()));
      await rescore(parts, id);
    }
    return found.length;
  };

  const policies = async (): Promise<(sources: readonly string[]) => ProbePolicy> => {
    const open = new Map((await listSources(db)).filter(({ config }) => config.privateAddresses).map(({ id, config }) => [id, config.address === undefined ? '' : new URL(config.address).port]));
    return (sources) => {
      const ports = sources.flatMap((source) => open.get(source) ?? []);
      return { privateAddresses: ports.length > 0, ports: ports.filter((port) => port !== '').map(Number) };
    };
  };

  const save = async (link: DueLink, result: ProbeResult): Promise<void> => {
    const outcome = outcomeOf(result);
    const at = clock.now();
    if (outcome === 'later') return postpone(db, link.url, instantOf(clock.ms() + Math.min(parts.everyMs, Math.max(againMs, result.kind === 'status' ? (result.retryAfterMs ?? 0) : 0))));
    const failures = outcome === 'failing' ? link.failures + 1 : 0;
    const waitMs = failures === 1 ? Math.min(againMs, parts.everyMs) : parts.everyMs;
    await saveResult(db, { url: link.url, outcome, failures, at, nextAt: instantOf(clock.ms() + waitMs), ...(result.kind === 'status' ? { status: result.status, code: null } : { status: null, code: result.code }) });
  };

  /** One host, address after address, with the pause between them. */
  const probeHost = async (links: readonly DueLink[], policyOf: (sources: readonly string[]) => ProbePolicy, signal: AbortSignal): Promise<readonly string[]> => {
    const done: string[] = [];
    for (const link of links) {
      const pauseMs = (lastAsked.get(link.host) ?? -Infinity) + parts.paceMs - performance.now();
      if (pauseMs > 0) await wait(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) break;
      const result = await parts.probe(link.url, policyOf(link.sources), signal);
      lastAsked.set(link.host, performance.now());
      if (signal.aborted) break;
      await save(link, result);
      done.push(link.url);
    }
    return done;
  };

  const probeAll = async (stop: AbortSignal): Promise<readonly string[]> => {
    const due = await dueLinks(db, clock.now(), probedPerTurn, perHostPerTurn);
    const hosts = [...new Set(due.map(({ host }) => host))];
    const policyOf = await policies();
    const signal = AbortSignal.any([stop, AbortSignal.timeout(turnMs)]);
    const done: string[] = [];
    const lane = async (): Promise<void> => {
      for (let host = hosts.shift(); host !== undefined; host = hosts.shift()) {
        const mine = host;
        done.push(...(await probeHost(due.filter((link) => link.host === mine), policyOf, signal)));
      }
    };
    await Promise.all(Array.from({ length: hostsAtOnce }, lane));
    if (lastAsked.size > 10_000) lastAsked.clear();
    return done;
  };

  return {
    /** One turn. @returns how many addresses were tried */
    turn: async (stop: AbortSignal): Promise<number> => {
      await scan();
      await dropUnused(db, clock.now());
      const done = await probeAll(stop);
      for (const id of await recordsNaming(db, done)) await rescore(parts, id);
      if (done.length > 0) parts.log.info({ addresses: done.length }, 'addresses in records tried');
      return done.length;
    },
  };
};
export type Prober = ReturnType<typeof createProber>;

/** What is known of the addresses of a record, for its page and its report. */
export const createLinkViews = (parts: { readonly db: Db; readonly on: boolean }) => ({
  on: parts.on,
  facts: async (id: string, level: Parameters<typeof linkFacts>[1]): Promise<LinkFacts> => linkFacts(await linksOfRecord(parts.db, id), level),
  totals: () => linkTotals(parts.db),
});
export type LinkViews = ReturnType<typeof createLinkViews>;
