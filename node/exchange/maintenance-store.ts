import type { Db, Tx } from '../storage/db.ts';
import type { ExchangeTables, MaintenanceTable } from './tables-store.ts';
import type { Selectable } from 'kysely';

export type MaintenanceRow = Omit<Selectable<MaintenanceTable>, 'one'>;

const of = (db: Db | Tx) => db.withTables<ExchangeTables>();

export const readMaintenance = async (db: Db): Promise<MaintenanceRow | undefined> => of(db).selectFrom('exchange_maintenance').select(['starts_at', 'ends_at', 'note', 'announced_by']).executeTakeFirst();

export const writeMaintenance = async (tx: Tx, row: MaintenanceRow | undefined): Promise<void> => {
  await of(tx).deleteFrom('exchange_maintenance').execute();
  if (row !== undefined) await of(tx).insertInto('exchange_maintenance').values(row).execute();
};
