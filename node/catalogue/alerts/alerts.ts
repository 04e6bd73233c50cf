import { v7 as uuid } from 'uuid';
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import type { Db, Tx } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import { isUuid } from '../publish/representations.ts';
import type { SearchParameters } from '../search/read-query.ts';
import { queryOf } from '../search/read-query.ts';
import type { SearchIndex } from '../search/search.ts';
import { recordById } from '../store.ts';
import type { Changed, NewAlert, SavedSearch } from './alert-store.ts';
import * as store from './alert-store.ts';

/** By person, what is told; `event` names this look. */
export type TellFollowers = (tx: Tx, event: string, byPerson: ReadonlyMap<string, readonly { readonly id: string; readonly title: string; readonly reason: NewAlert['reason'] }[]>) => Promise<void>;

export type AlertParts = { readonly db: Db; readonly clock: Clock; readonly index: SearchIndex; readonly newestChange: () => Promise<number>; /** Mails, queued in the transaction of the alerts. */ readonly tell?: TellFollowers; /** Keeps where a person can be told. */ readonly know?: (caller: Caller) => Promise<void> };

const batch = 500;
const mostSaved = 50;
const mostWatched = 500;

const reasonOf = (changed: Changed): NewAlert['reason'] => (changed.state === 'withdrawn' ? 'withdrawn' : changed.versions <= 1 ? 'new' : 'changed');

const byPerson = (alerts: readonly NewAlert[]): Parameters<TellFollowers>[2] => {
  const found = new Map<string, { id: string; title: string; reason: NewAlert['reason'] }[]>();
  for (const { person, record_id: id, title, reason } of alerts) found.set(person, [...(found.get(person) ?? []), { id, title, reason }]);
  return found;
};

/** Saved searches and watched datasets of signed-in people, with alerts on what is new, changed or withdrawn (catalogue.md §8). */
export const createAlerts = (parts: AlertParts) => {
  const { db, clock } = parts;

  /** Alerts of one batch: for watchers, and for saved searches whose hits are among the changed records. A withdrawn record is told to its watchers. */
  const alertsFor = async (changed: readonly Changed[]): Promise<readonly NewAlert[]> => {
    const at = clock.now();
    // a record that only stands behind another one for the same dataset is no news
    const byRecord = new Map(changed.filter((one) => one.live || one.state === 'withdrawn').map((one) => [one.record_id, one]));
    const byDoc = new Map(changed.filter((one) => one.live).map((one) => [one.doc, one]));
    const alerts = new Map<string, NewAlert>();
    const tell = (person: string, one: Changed, savedSearch: string | null): void => {
      const key = `${person} ${one.record_id}`;
      if (!alerts.has(key)) alerts.set(key, { id: uuid(), person, at, reason: reasonOf(one), record_id: one.record_id, title: one.title, saved_search: savedSearch });
    };
    for (const { person, record_id: id } of await store.watchersOf(db, [...byRecord.keys()])) {
      const one = byRecord.get(id);
      if (one !== undefined) tell(person, one, null);
    }
    for (const search of await store.allSavedSearches(db)) {
      const hits = await parts.index.matching(queryOf({ ...search.query, freshness: undefined }, search.language, []), 100_000);
      for (const doc of hits) {
        const one = byDoc.get(doc);
        if (one !== undefined && one.change > search.seen_change) tell(search.person, one, search.id);
      }
    }
    return [...alerts.values()];
  };

  return {
    /** Looks at what was committed since the last look. The position moves with the alerts in one transaction: nothing is told twice or never. */
    run: async (): Promise<number> => {
      const cursor = await store.alertCursor(db);
      if (cursor === undefined) {
        await store.moveCursor(db, await parts.newestChange());
        return 0;
      }
      const changed = await store.changedAfter(db, cursor, batch);
      const last = changed.at(-1);
      if (last === undefined) return 0;
      const alerts = await alertsFor(changed);
      await inTransaction(db, async (tx) => {
        await store.addAlerts(tx, alerts);
        if (alerts.length > 0) await parts.tell?.(tx, `alerts:${last.change}`, byPerson(alerts));
        await store.moveCursor(tx, last.change);
      });
      return alerts.length;
    },
    know: (caller: Caller): Promise<void> => parts.know?.(caller) ?? Promise.resolve(),
    searches: (person: string) => store.savedSearchesOf(db, person),
    save: async (person: string, name: string, query: SearchParameters, language: string): Promise<SavedSearch> => {
      if ((await store.savedSearchesOf(db, person)).length >= mostSaved) throw new AppError('conflict', 'too-many-saved', `${mostSaved} searches are saved already: delete one first.`);
      const search: SavedSearch = { id: uuid(), person, name, query, language, created_at: clock.now(), seen_change: await parts.newestChange() };
      await store.keepSearch(db, search);
      return search;
    },
    forget: async (person: string, id: string): Promise<void> => {
      if (!isUuid(id) || !(await store.forgetSearch(db, person, id))) throw new AppError('not-found', 'unknown-saved-search', 'There is no such saved search of yours.');
    },
    watched: (person: string) => store.watchedBy(db, person),
    watch: async (person: string, id: string): Promise<void> => {
      const record = isUuid(id) ? await recordById(db, id) : undefined;
      if (record === undefined || record.published_at === null) throw new AppError('not-found', 'unknown-dataset', `There is no dataset ${id} here.`);
      if ((await store.watchedBy(db, person)).length >= mostWatched) throw new AppError('conflict', 'too-many-watched', `${mostWatched} datasets are watched already: leave one first.`);
      await store.watch(db, person, id, clock.now());
    },
    unwatch: (person: string, id: string): Promise<void> => (isUuid(id) ? store.unwatch(db, person, id) : Promise.resolve()),
    alerts: (person: string) => store.alertsOf(db, person),
    markRead: (person: string) => store.markRead(db, person, clock.now()),
  };
};
export type Alerts = ReturnType<typeof createAlerts>;
