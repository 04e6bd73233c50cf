import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedded } from '../../node/storage/embedded.ts';
import { startEmbedded } from '../../node/storage/embedded.ts';
import { freePort, testConsortium } from '../support/consortium.ts';
import type { Counts, Place } from './counts.ts';
import { countEverything, effectCount, openInWords, openWork } from './counts.ts';
import type { Load, ProcessOptions } from './node-process.ts';
import type { NodeProcess } from './processes.ts';
import { startProcess } from './processes.ts';
import { findRedis, startRedis } from './redis.ts';
import type { TestRedis } from './redis.ts';
import type { TcpProxy } from './tcp-proxy.ts';
import { startProxy } from './tcp-proxy.ts';

export type FireOptions = { readonly minutes: number; readonly perSecond: number; readonly everyMs: number; readonly drainMs: number; readonly say: (line: string) => void };
export type FireResult = Counts & {
  readonly kills: Readonly<Record<string, number>>;
  readonly recoverySeconds: { readonly median: number; readonly max: number };
  /** Processes that ended although nobody killed them: each is a defect. */
  readonly crashed: number;
  readonly drainSeconds: number;
  readonly minutes: number;
  readonly redis: boolean;
};

const nodeIds = ['FR', 'FI', 'DE'] as const;
type Id = (typeof nodeIds)[number];
/** FR: one process. FI: one listens and stores, another delivers and works. DE: two processes of one node, started as if by mistake. */
const roles: Readonly<Record<Id, readonly { name: string; listen: boolean; idle: boolean; load: boolean }[]>> = {
  FR: [{ name: 'FR', listen: true, idle: false, load: true }],
  FI: [{ name: 'FI receiver', listen: true, idle: true, load: false }, { name: 'FI worker', listen: false, idle: false, load: true }],
  DE: [{ name: 'DE', listen: true, idle: false, load: true }, { name: 'DE second', listen: false, idle: false, load: false }],
};
const env = { RETRY_BASE_MS: '200', RETRY_CAP_MS: '5000', SWEEP_MS: '3000', BREAKER_PROBE_MS: '500', BREAKER_PROBE_CAP_MS: '4000', PARTNER_TIMEOUT_MS: '15000' };

type Slot = { readonly id: Id; readonly role: (typeof roles)[Id][number]; readonly options: ProcessOptions; process: NodeProcess | undefined; restarting: boolean };
type Stage = { readonly places: readonly Place[]; readonly databases: ReadonlyMap<Id, Embedded>; readonly slots: Slot[]; readonly proxies: ReadonlyMap<Id, TcpProxy>; readonly redis: TestRedis | undefined; close(): Promise<void> };

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

const setStage = async (say: FireOptions['say']): Promise<Stage> => {
  // Not under a folder only root may enter: PostgreSQL runs as a user of its own.
  const dir = await mkdtemp(join(tmpdir(), 'ehds-fire-'));
  const consortium = await testConsortium(nodeIds);
  const redisServer = findRedis();
  const redis = redisServer === undefined ? undefined : await startRedis(redisServer, join(dir, 'redis'), await freePort());
  const [databases, proxies, slots] = [new Map<Id, Embedded>(), new Map<Id, TcpProxy>(), [] as Slot[]];
  for (const id of nodeIds) {
    await mkdir(join(dir, id), { recursive: true });
    databases.set(id, await startEmbedded(join(dir, id), () => say(`  ${id}: database is back`), ['max_connections=300']));
    const port = await freePort();
    // The directory lists the proxy's port as the gateway; the node listens behind it.
    proxies.set(id, await startProxy(consortium.ports(id).partner, port));
    for (const role of roles[id]) {
      slots.push({
        id, role, process: undefined, restarting: false,
        options: {
          nodeId: id, keysDir: consortium.keysDir(id), directoryFile: consortium.directoryFile, directoryKeysFile: consortium.directoryKeysFile, port, databaseUrl: databases.get(id)?.url ?? '',
          listen: role.listen, idle: role.idle, env, ...(id === 'FI' && redis !== undefined ? { redisUrl: redis.url } : {}),
        },
      });
    }
  }
  return {
    databases, proxies, slots, redis,
    places: nodeIds.map((nodeId) => ({ nodeId, url: databases.get(nodeId)?.url ?? '' })),
    close: async () => {
      for (const slot of slots) await slot.process?.kill();
      for (const proxy of proxies.values()) await proxy.close();
      for (const database of databases.values()) await database.stop();
      await redis?.kill();
      await consortium.remove();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

const start = async (slot: Slot, load: Load | undefined): Promise<void> => {
  for (let tries = 0; ; tries++) {
    try {
      slot.process = await startProcess(slot.role.name, slot.options);
      break;
    } catch (error) {
      // Its database or Redis may be down at this very moment: like a service manager, try again.
      if (tries > 60) throw error;
      await pause(500);
    }
  }
  if (load !== undefined && slot.role.load) slot.process.tell({ type: 'load', load });
};

const loadFor = (id: Id, options: FireOptions): Load => ({ partners: nodeIds.filter((other) => other !== id), perSecond: options.perSecond / nodeIds.length, correlations: 60, contentBytes: 1500 });

/** `free` is false while an earlier blow to the same thing is not over: on a slow machine a restart may take longer than the next turn. */
type Havoc = { readonly what: string; readonly target: Id | undefined; free?(): boolean; run(): Promise<void> };

const havocs = (stage: Stage, options: FireOptions, loading: () => boolean): Havoc[] => {
  const processes = stage.slots.map((slot): Havoc => ({
    what: `kill ${slot.role.name}`, target: slot.id,
    free: () => !slot.restarting,
    run: async () => {
      slot.restarting = true;
      await slot.process?.kill();
      await pause(200 + Math.random() * 2000);
      await start(slot, loading() ? loadFor(slot.id, options) : undefined);
      slot.restarting = false;
    },
  }));
  const databases = nodeIds.map((id): Havoc => ({
    what: `kill PostgreSQL of ${id}`, target: id,
    run: async () => {
      const pid = stage.databases.get(id)?.pid();
      try {
        if (pid !== undefined && pid > 0) process.kill(pid, 'SIGKILL');
      } catch {
        // Dead already, and not yet started again by its guard.
      }
      await pause(1000);
    },
  }));
  const links = nodeIds.map((id): Havoc => ({
    what: `cut the link to ${id}`, target: id,
    run: async () => {
      stage.proxies.get(id)?.cut();
      await pause(500 + Math.random() * 4000);
      stage.proxies.get(id)?.mend();
    },
  }));
  const { redis } = stage;
  let redisDown = false;
  const queue: Havoc[] = redis === undefined ? [] : [
    {
      what: 'kill Redis', target: 'FI', free: () => !redisDown,
      run: async () => {
        redisDown = true;
        await redis.kill();
        await pause(500 + Math.random() * 2000);
        await redis.start();
        redisDown = false;
      },
    },
    { what: 'empty Redis', target: 'FI', free: () => !redisDown, run: () => redis.command('FLUSHALL').catch(() => undefined) },
  ];
  return [...processes, ...databases, ...links, ...queue];
};

/** Seconds from the blow until the node it hit shows a new effect. */
const recovery = async (url: string, since: number, before: number): Promise<number | undefined> => {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    const now = await effectCount(url).catch(() => undefined);
    if (now !== undefined && now > before) return (performance.now() - since) / 1000;
    await pause(100);
  }
  return undefined;
};

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const rounded = (n: number): number => Math.round(n * 100) / 100;

const drain = async (stage: Stage, options: FireOptions): Promise<number> => {
  const started = performance.now();
  for (;;) {
    const open = await Promise.all(stage.places.map((place) => openWork(place.url).catch(() => 1)));
    if (open.every((count) => count === 0)) return (performance.now() - started) / 1000;
    if (performance.now() - started > options.drainMs) {
      options.say(`still open after ${options.drainMs / 1000} s: ${open.join(', ')}`);
      for (const place of stage.places) for (const line of await openInWords(place.url).catch(() => ['database does not answer'])) options.say(`  ${place.nodeId}: ${line}`);
      return options.drainMs / 1000;
    }
    await pause(250);
  }
};

/** Load among three nodes while one thing after another is killed, emptied or cut; then everything is left alone, drained, and counted. */
export const playWithFire = async (options: FireOptions): Promise<FireResult> => {
  const stage = await setStage(options.say);
  let loading = true;
  const kills: Record<string, number> = {};
  const recoveries: Promise<number | undefined>[] = [];
  try {
    await Promise.all(stage.slots.map((slot) => start(slot, loadFor(slot.id, options))));
    options.say(`${stage.slots.length} processes of ${nodeIds.length} nodes run; Redis: ${stage.redis === undefined ? 'none here' : 'under FI'}`);
    const all = havocs(stage, options, () => loading);
    const end = performance.now() + options.minutes * 60_000;
    let crashed = 0;
    const raiseTheDead = async (): Promise<void> => {
      for (const slot of stage.slots) {
        const words = slot.process?.died();
        if (words === undefined || slot.restarting) continue;
        crashed++;
        options.say(`${slot.role.name} ENDED BY ITSELF: ${words}`);
        await start(slot, loading ? loadFor(slot.id, options) : undefined);
      }
    };
    while (performance.now() < end) {
      await pause(options.everyMs * (0.5 + Math.random()));
      await raiseTheDead();
      const havoc = pick(all.filter((one) => one.free?.() !== false));
      const kind = havoc.what.replace(/ of .*| to .*|(kill) (FR|FI|DE).*/, (_text, verb: string | undefined) => (verb === undefined ? '' : 'kill a node process'));
      kills[kind] = (kills[kind] ?? 0) + 1;
      const place = stage.places.find((one) => one.nodeId === havoc.target);
      const before = place === undefined ? 0 : await effectCount(place.url).catch(() => 0);
      const since = performance.now();
      options.say(`${Math.round((end - since) / 1000)} s left: ${havoc.what}`);
      if (place !== undefined && havoc.what !== 'empty Redis') recoveries.push(havoc.run().then(() => recovery(place.url, since, before)));
      else await havoc.run();
      await pause(options.everyMs * 0.3);
      await Promise.allSettled(recoveries.slice(-1).map((one) => Promise.race([one, pause(3000)])));
    }
    options.say('no more blows: waiting for what was hit last');
    const seconds = (await Promise.all(recoveries)).filter((one): one is number => one !== undefined);
    loading = false;
    for (const slot of stage.slots) slot.process?.tell({ type: 'stop-load' });
    await pause(1000);
    await raiseTheDead();
    const drainSeconds = await drain(stage, options);
    const counts = await countEverything(stage.places);
    return { ...counts, crashed, kills, recoverySeconds: { median: rounded(median(seconds)), max: rounded(Math.max(0, ...seconds)) }, drainSeconds: rounded(drainSeconds), minutes: options.minutes, redis: stage.redis !== undefined };
  } finally {
    await stage.close();
  }
};
