import type { RunItem, SourceRun, SourceView } from '../../../core/api/sources.ts';
import { AppError } from '../../../core/errors.ts';
import { freshnessOf } from './freshness.ts';
import type { StoredItem } from './item-store.ts';
import { causesOf, itemsOf, waitingWithdrawals } from './item-store.ts';
import type { SourcePorts } from './ports.ts';
import type { StoredRun } from './run-store.ts';
import { findRun, heldRun, lastRuns, listRuns } from './run-store.ts';
import type { StoredSource } from './source-store.ts';
import { countLive, findSource, listSources } from './source-store.ts';

/** One cause in many records: "in 212 of 240 records: field `hdab`". */
export type Cause = { readonly code: string; readonly field: string | undefined; readonly records: number; readonly example: string; readonly detail: string };

/** What the operator of a held run sees (catalogue.md §6.5). */
export type HeldView = {
  readonly live: number;
  readonly going: number;
  readonly likely: string;
  readonly records: readonly { readonly record: string; readonly recordId: string | undefined; readonly title: string | undefined; readonly why: string | undefined; readonly baskets: number; readonly applications: readonly string[] }[];
};

export type SourceViews = {
  list(): Promise<readonly SourceView[]>;
  get(id: string): Promise<SourceView>;
  runs(id: string, limit: number): Promise<readonly SourceRun[]>;
  run(id: string, run: string): Promise<SourceRun & { readonly causes: readonly Cause[]; readonly held?: HeldView }>;
  items(id: string, run: string, filter: { outcome?: string | undefined; after?: number | undefined; limit: number }): Promise<readonly RunItem[]>;
};

const optional = <T extends object>(fields: { [K in keyof T]: T[K] | null | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as Partial<T>;

export const runView = (run: StoredRun): SourceRun => ({
  id: run.id, source: run.source, mode: run.mode, full: run.is_full, trigger: run.trigger, state: run.state, complete: run.complete, startedAt: run.started_at, counts: run.counts,
  ...optional({ endedAt: run.ended_at, code: run.code, detail: run.detail, holds: run.holds, decision: run.decision, decidedAt: run.decided_at }),
});

export const itemView = (item: StoredItem): RunItem => ({
  seq: item.seq, record: item.record, outcome: item.outcome,
  ...optional<Omit<RunItem, 'seq' | 'record' | 'outcome'>>({
    recordId: item.record_id, title: item.title, state: item.state, code: item.code, detail: item.detail, field: item.field, value: item.value, line: item.line,
    violations: item.violations, warnings: item.warnings, diff: item.diff === null ? null : item.diff.map((one) => ({ path: one.path, before: [...one.before], after: [...one.after] })),
  }),
});

const addressOf = ({ config }: StoredSource): string => config.address ?? 'file on this node';

export const createSourceViews = (ports: SourcePorts): SourceViews => {
  const { db, clock } = ports;

  const view = async (source: StoredSource, last: StoredRun | undefined): Promise<SourceView> => {
    const { live, missing } = await countLive(db, source.id);
    const held = (await heldRun(db, source.id)) !== undefined;
    return {
      id: source.id, kind: source.config.kind, name: source.config.name ?? { en: source.id }, address: addressOf(source), everyMs: source.config.everyMs, enabled: source.enabled,
      state: freshnessOf({ lastComplete: source.last_complete, failures: source.failures, everyMs: source.config.everyMs, held }, clock.now()),
      records: live, missing, ...optional({ owner: source.config.owner?.name, lastComplete: source.last_complete }), ...(last === undefined ? {} : { lastRun: runView(last) }),
    };
  };

  const ownRun = async (id: string, runId: string): Promise<StoredRun> => {
    const run = /^[0-9a-f-]{36}$/.test(runId) ? await findRun(db, runId) : undefined;
    if (run === undefined || run.source !== id) throw new AppError('not-found', 'unknown-run', `"${id}" has no run ${runId}.`);
    return run;
  };

  const known = async (id: string): Promise<StoredSource> => {
    const source = await findSource(db, id);
    if (source === undefined) throw new AppError('not-found', 'unknown-source', `There is no source "${id}".`);
    return source;
  };

  const heldView = async (run: StoredRun): Promise<HeldView> => {
    const items = await waitingWithdrawals(db, run.id, 1000);
    const usage = await ports.usage(items.flatMap((item) => item.record_id ?? []));
    const { live } = await countLive(db, run.source);
    return {
      live, going: items.length, likely: run.detail ?? '',
      records: items.map((item) => {
        const used = item.record_id === null ? undefined : usage.get(item.record_id);
        return { record: item.record, recordId: item.record_id ?? undefined, title: item.title ?? undefined, why: item.detail ?? undefined, baskets: used?.baskets ?? 0, applications: used?.applications ?? [] };
      }),
    };
  };

  const list = async (): Promise<readonly SourceView[]> => {
    const last = new Map((await lastRuns(db)).map((run) => [run.source, run]));
    return Promise.all((await listSources(db)).map((source) => view(source, last.get(source.id))));
  };

  return {
    list,
    get: async (id) => view(await known(id), (await listRuns(db, id, 1))[0]),
    runs: async (id, limit) => {
      await known(id);
      return (await listRuns(db, id, limit)).map(runView);
    },
    run: async (id, runId) => {
      const run = await ownRun(id, runId);
      const held = run.state === 'held' && run.decision === null ? { held: await heldView(run) } : {};
      return { ...runView(run), causes: await causesOf(db, run.id), ...held };
    },
    items: async (id, runId, filter) => {
      const run = await ownRun(id, runId);
      return (await itemsOf(db, run.id, filter)).map(itemView);
    },
  };
};
