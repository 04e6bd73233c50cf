import type { Selectable } from 'kysely';
import type { Db, Tx } from '../storage/db.ts';
import type { ExchangeTables, LinkTable } from './tables-store.ts';

export type LinkRow = Selectable<LinkTable>;

const of = (db: Db | Tx) => db.withTables<ExchangeTables>();

export const allLinks = async (db: Db): Promise<LinkRow[]> => of(db).selectFrom('exchange_link').selectAll().execute();

const nothing = { paused_by: null, paused_at: null, pause_reason: null, held_reason: null, held_since: null, last_good_out: null, last_good_in: null, told_until: null, told_reason: null };

/** Writes some facts of a link, making its row when there is none. */
export const setLink = async (db: Db | Tx, partner: string, facts: Partial<Omit<LinkRow, 'partner'>>): Promise<void> => {
  await of(db)
    .insertInto('exchange_link')
    .values({ partner, ...nothing, ...facts })
    .onConflict((conflict) => conflict.column('partner').doUpdateSet(facts))
    .execute();
};

/** A wait that the partner asked for; a longer one that is there already stays. */
export const prolongWait = async (db: Db, partner: string, wait: { told_until: string; told_reason: string }): Promise<void> => {
  await of(db)
    .insertInto('exchange_link')
    .values({ partner, ...nothing, ...wait })
    .onConflict((conflict) => conflict.column('partner').doUpdateSet(wait).where((e) => e.or([e('exchange_link.told_until', 'is', null), e('exchange_link.told_until', '<', wait.told_until)])))
    .execute();
};
