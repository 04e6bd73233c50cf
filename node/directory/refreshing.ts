import type { Clock } from '../../core/clock.ts';
import type { Db } from '../storage/db.ts';
import type { Adoption } from './adoption.ts';
import { directoryStore } from './directory-store.ts';
import type { DirectoryLog, FetchDirectory, ReadDirectoryFile } from './ports.ts';

export type RefreshingDeps = { readonly db: Db; readonly clock: Clock; readonly log: DirectoryLog; readonly fetch: FetchDirectory | undefined; readonly readFile: ReadDirectoryFile | undefined };

// exchange.md §2.2: on an unknown kid or thumbprint at most once per 30 s, so that a stranger cannot make us hammer the coordinator.
const promptedEveryMs = 30_000;

/** The three places a newer directory can come from, each offered for adoption. One that fails does not keep the others from being read. */
const sourcesOf = (deps: RefreshingDeps, adoption: Adoption) => {
  let etag: string | undefined;
  const store = async (): Promise<void> => {
    if ((await directoryStore.highestVersion(deps.db)) <= (adoption.current()?.document.version ?? 0)) return;
    const row = await directoryStore.latest(deps.db);
    if (row !== undefined) await adoption.offer(row.jws);
  };
  const file = async (): Promise<void> => {
    const text = await deps.readFile?.();
    if (text !== undefined) await adoption.offerIfNewer(text.trim());
  };
  const coordinator = async (): Promise<void> => {
    const answer = await deps.fetch?.(etag);
    if (answer === undefined || answer.type === 'unchanged') return;
    await adoption.offer(answer.jws);
    etag = answer.etag;
  };
  return { store, file, coordinator };
};

/** @returns `refresh(reason)`: `store` reads the store alone; `unknown …` at most once per 30 s; anything else reads store, file and coordinator. Never throws. */
export const createRefreshing = (deps: RefreshingDeps, adoption: Adoption): ((reason: string) => Promise<void>) => {
  const sources = sourcesOf(deps, adoption);
  let lastPromptedMs = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  let next: { reason: string; done: Promise<void> } | undefined;

  const read = async (reason: string): Promise<void> => {
    for (const source of reason === 'store' ? [sources.store] : [sources.store, sources.file, sources.coordinator]) {
      await source().catch((error: unknown) => deps.log.warn({ err: error, reason }, 'directory could not be read'));
    }
  };

  const start = (reason: string): Promise<void> => {
    running = read(reason).finally(() => {
      running = undefined;
    });
    return running;
  };

  /** What was published a moment ago must be seen by who asks now: a read that is under way may have looked before, or looked at less. One more read
   *  follows it, for all who asked meanwhile, as wide as the widest of them. */
  const follow = (reason: string, before: Promise<void>): Promise<void> => {
    if (next !== undefined) {
      if (reason !== 'store') next.reason = reason;
      return next.done;
    }
    const following = { reason, done: Promise.resolve() };
    following.done = before.then(() => {
      next = undefined;
      return start(following.reason);
    });
    next = following;
    return following.done;
  };

  return (reason) => {
    if (reason.startsWith('unknown')) {
      if (deps.clock.ms() - lastPromptedMs < promptedEveryMs) return running ?? Promise.resolve();
      lastPromptedMs = deps.clock.ms();
    }
    return running === undefined ? start(reason) : follow(reason, running);
  };
};
