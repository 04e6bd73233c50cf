import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import type { HeldDecision, SourceConfig } from '../../../core/api/sources.ts';
import { sourceShape } from '../../../core/api/sources.ts';
import { instantOf } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import { inTransaction } from '../../storage/db.ts';
import type { SourcePorts } from './ports.ts';
import { noCounts, runSource, withdrawWaiting } from './run-source.ts';
import type { StoredRun } from './run-store.ts';
import { abandonedRuns, decideRun, endRun, findRun, forgetOldRuns, insertRun, lastRuns, saveProgress, takeOverRun, tellsNews } from './run-store.ts';
import { keepSchedules } from './schedule.ts';
import type { StoredSource } from './source-store.ts';
import { countLive, disableFileSourcesExcept, findSource, listSources, upsertSource } from './source-store.ts';
import { waitingWithdrawals } from './item-store.ts';

/** A run reports so often that its process lives; one that is silent four times as long was cut off and is taken over. */
const heartbeatMs = 5_000;
const abandonedAfterMs = 4 * heartbeatMs;
const runsKept = 100;

export type StartOptions = { readonly mode: 'run' | 'dry-run'; readonly trigger: string; readonly actor: string; readonly full?: boolean; /** How long to wait for a run that is going on, in ms. */ readonly patienceMs?: number };

export type Sources = {
  /** The list of SOURCES_FILE: what is new is added, what changed is changed, what left is switched off. */
  declare(configs: readonly SourceConfig[]): Promise<void>;
  /** A source entered by an operator. @throws AppError `conflict` when SOURCES_FILE owns the id, `invalid` for a local path */
  add(config: SourceConfig, caller: Caller): Promise<void>;
  list(): Promise<readonly StoredSource[]>;
  /** Starts and finishes one run. @throws AppError `not-found` `unknown-source`, `conflict` `run-in-progress` */
  run(id: string, options: StartOptions): Promise<StoredRun>;
  /** Starts one and gives its id; the run goes on by itself. */
  start(id: string, options: StartOptions): Promise<{ run: string; ended: Promise<StoredRun> }>;
  /** Runs cut off by a kill go on where they stood. */
  resume(): Promise<void>;
  /** Reads one local file now, as a source of its own that has no schedule; the same file again updates the same records. */
  importFile(path: string, options: { readonly mode: 'run' | 'dry-run'; readonly actor: string; readonly language?: string | undefined }): Promise<StoredRun>;
  /** The sweep: starts what is due (a source that never ran, one that failed, a wake-up that was lost), runs cut off first. Returns when they were started. */
  tick(): Promise<void>;
  /** The timer's call for one source: starts it unless it ran just now, is switched off, or is gone. */
  wake(id: string): Promise<void>;
  decide(id: string, run: string, decision: HeldDecision, caller: Caller): Promise<StoredRun>;
  stop(): Promise<void>;
};

export const createSources = (ports: SourcePorts): Sources => {
  const stopping = new AbortController();
  const going = new Set<Promise<unknown>>();

  const known = async (id: string): Promise<StoredSource> => {
    const source = await findSource(ports.db, id);
    if (source === undefined) throw new AppError('not-found', 'unknown-source', `There is no source "${id}".`);
    return source;
  };

  const wantsFull = (source: StoredSource, asked: boolean | undefined): boolean =>
    asked ?? (source.position === null || source.last_full === null || ports.clock.ms() - Date.parse(source.last_full) > source.config.fullEveryMs);

  const drive = (source: StoredSource, run: StoredRun): Promise<StoredRun> => {
    const work = runSource(ports, source, run, stopping.signal).then(async (ended) => {
      ports.log.info({ source: source.id, run: run.id, state: ended.state, code: ended.code, ...ended.counts }, 'source run ended');
      if (ended.state !== 'done' && run.mode === 'run' && (await tellsNews(ports.db, ended))) await tell(source, ended);
      await forgetOldRuns(ports.db, source.id, runsKept);
      return ended;
    });
    const heart = setInterval(() => void saveProgress(ports.db, run.id, {}, ports.clock.now()).catch(() => undefined), heartbeatMs);
    going.add(work);
    work
      .finally(() => {
        clearInterval(heart);
        going.delete(work);
      })
      .catch(() => undefined);
    return work;
  };

  const tell = (source: StoredSource, run: StoredRun): Promise<void> =>
    ports.notify({ source: source.id, owner: source.config.owner?.name, email: source.config.owner?.email, run: run.id, code: run.code ?? run.state, detail: run.detail ?? `${run.counts.refused + run.counts.duplicate} of ${run.counts.read} records were refused.` });

  /** A scheduled run lasts seconds as a rule: a person who asks meanwhile gets the next turn instead of a refusal. */
  const turn = async (patienceMs: number, begin: () => Promise<boolean>): Promise<boolean> => {
    const end = performance.now() + patienceMs;
    for (;;) {
      if (await begin()) return true;
      if (performance.now() >= end || stopping.signal.aborted) return false;
      await wait(250);
    }
  };

  const start = async (id: string, options: StartOptions): Promise<{ run: string; ended: Promise<StoredRun> }> => {
    const source = await known(id);
    const run = uuid();
    const began = await turn(options.patienceMs ?? 0, () => insertRun(ports.db, { id: run, source: id, mode: options.mode, full: wantsFull(source, options.full), trigger: options.trigger, actor: options.actor, at: ports.clock.now(), counts: noCounts }));
    if (!began) throw new AppError('conflict', 'run-in-progress', `A run of "${id}" is going on: wait until it has ended.`);
    const row = await findRun(ports.db, run);
    if (row === undefined) throw new Error(`run ${run} is gone`);
    return { run, ended: drive(source, row) };
  };

  const resume = async (): Promise<void> => {
    for (const run of await abandonedRuns(ports.db, instantOf(ports.clock.ms() - abandonedAfterMs))) {
      if (!(await takeOverRun(ports.db, run.id, run.heartbeat_at, ports.clock.now()))) continue;
      const source = await known(run.source);
      ports.log.info({ source: run.source, run: run.id, phase: run.phase }, 'a run that was cut off goes on');
      drive(source, run).catch((error: unknown) => ports.log.warn({ source: run.source, run: run.id, error: String(error) }, 'source run broke off'));
    }
  };

  // Failed runs are tried again by the schedule, or after a minute when the schedule is slower: a source that was down for a moment is soon back.
  // A wake-up comes at its time give or take the queue's delay: it counts unless the source ran within the last half of its schedule.
  const isDue = (source: StoredSource, last: StoredRun | undefined, woken = false): boolean => {
    if (last === undefined) return true;
    if (last.state === 'running') return false;
    if (woken) return ports.clock.ms() - Date.parse(last.started_at) >= source.config.everyMs / 2;
    const wait = last.state === 'failed' && source.failures < 3 ? Math.min(source.config.everyMs, 60_000) : source.config.everyMs;
    return ports.clock.ms() - Date.parse(last.started_at) >= wait;
  };

  const startQuietly = async (id: string): Promise<void> => {
    try {
      const { ended } = await start(id, { mode: 'run', trigger: 'schedule', actor: `source:${id}` });
      ended.catch((error: unknown) => ports.log.warn({ source: id, error: String(error) }, 'source run broke off'));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      ports.log.info({ source: id, code: error.code }, 'source run not started');
    }
  };

  return {
    declare: async (configs) => {
      const at = ports.clock.now();
      for (const config of configs) await upsertSource(ports.db, config, 'file', at);
      await disableFileSourcesExcept(ports.db, configs.map((config) => config.id), at);
    },
    add: async (config, caller) => {
      if (config.path !== undefined) throw new AppError('invalid', 'local-path', 'A file on the node\'s disk can only be named in SOURCES_FILE: give an http(s) address.');
      const before = await findSource(ports.db, config.id);
      if (before?.declared_in === 'file') throw new AppError('conflict', 'declared-in-file', `"${config.id}" is declared in SOURCES_FILE: change it there.`);
      await upsertSource(ports.db, config, 'api', ports.clock.now());
      await ports.audit.recordAlone(ports.db, { actor: caller.person, role: 'operator', action: 'source-configured', target: `source:${config.id}`, outcome: 'success', details: { kind: config.kind, privateAddresses: config.privateAddresses } });
      await keepSchedules(ports);
    },
    list: () => listSources(ports.db),
    start,
    run: async (id, options) => (await start(id, options)).ended,
    resume,
    importFile: async (path, options) => {
      const name = path.split('/').filter(Boolean).at(-1) ?? 'file';
      const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50) || 'file';
      const config = sourceShape.parse({ id: `import-${slug}`, kind: 'file', path, name: { en: `Imported file ${name}` }, enabled: false, ...(options.language === undefined ? {} : { language: options.language }) });
      await upsertSource(ports.db, config, 'api', ports.clock.now());
      return (await start(config.id, { mode: options.mode, trigger: 'import', actor: options.actor, full: true })).ended;
    },
    tick: async () => {
      await resume();
      const last = new Map((await lastRuns(ports.db)).map((run) => [run.source, run]));
      for (const source of await listSources(ports.db)) {
        if (source.enabled && isDue(source, last.get(source.id))) await startQuietly(source.id);
      }
    },
    wake: async (id) => {
      const source = await findSource(ports.db, id);
      if (stopping.signal.aborted || source?.enabled !== true) return;
      const [last] = (await lastRuns(ports.db)).filter((run) => run.source === id);
      if (isDue(source, last, true)) await startQuietly(id);
    },
    decide: async (id, runId, decision, caller) => {
      const run = await findRun(ports.db, runId);
      if (run === undefined || run.source !== id) throw new AppError('not-found', 'unknown-run', `"${id}" has no run ${runId}.`);
      if (run.state !== 'held' || run.decision !== null) throw new AppError('conflict', 'run-not-held', 'This run does not wait for a decision.');
      if (decision.action === 'run-again') return (await start(id, { mode: 'run', trigger: 'decision', actor: caller.person, full: true })).ended;
      const waiting = await waitingWithdrawals(ports.db, runId, 200_000);
      const { live } = await countLive(ports.db, id);
      if (decision.action === 'withdraw' && decision.confirm !== waiting.length)
        throw new AppError('invalid', 'confirm-number', `Type the number of records that would be withdrawn (${waiting.length} of ${live}) to confirm.`);
      await inTransaction(ports.db, async (tx) => {
        const done = await decideRun(tx, runId, decision.action === 'withdraw' ? 'withdraw' : 'keep', caller.person, ports.clock.now());
        if (!done) throw new AppError('conflict', 'run-not-held', 'This run does not wait for a decision.');
        await ports.audit.record(tx, { actor: caller.person, role: 'operator', action: `held-run-${decision.action}`, target: `source:${id}`, outcome: 'success', details: { run: runId, records: waiting.length } });
      });
      if (decision.action === 'withdraw') {
        await withdrawWaiting(ports, id, runId, { person: caller.person, role: 'operator' });
        await endRun(ports.db, runId, { state: 'done', code: run.code ?? undefined, detail: run.detail ?? undefined, holds: run.holds ?? undefined, counts: { ...run.counts, withdrawn: waiting.length } }, ports.clock.now());
      }
      const after = await findRun(ports.db, runId);
      if (after === undefined) throw new Error(`run ${runId} is gone`);
      return after;
    },
    stop: async () => {
      stopping.abort(new Error('the node stops'));
      await Promise.allSettled([...going]);
    },
  };
};
