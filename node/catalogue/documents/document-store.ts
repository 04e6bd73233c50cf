import { sql } from 'kysely';
import type { Instant } from '../../../core/clock.ts';
import type { Db, Tx } from '../../storage/db.ts';

export type StoredDocument = { readonly id: string; readonly record_id: string; readonly name: string; readonly media_type: string; readonly size: number; readonly sha256: string; readonly added_at: Instant; readonly added_by: string };

export const documentCount = async (db: Db | Tx, record: string): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from catalogue_document where record_id = ${record}`.execute(db)).rows[0]?.n ?? 0;
export const documentsOf = async (db: Db, record: string): Promise<readonly StoredDocument[]> =>
  (await sql<StoredDocument>`select id, record_id, name, media_type, size, sha256, added_at, added_by from catalogue_document where record_id = ${record} order by added_at, id`.execute(db)).rows;
export const documentBytes = async (db: Db, record: string, id: string): Promise<(StoredDocument & { readonly bytes: Buffer }) | undefined> =>
  (await sql<StoredDocument & { readonly bytes: Buffer }>`select * from catalogue_document where record_id = ${record} and id = ${id}`.execute(db)).rows[0];
export const lockRecord = async (tx: Tx, record: string): Promise<void> => {
  await sql`select id from catalogue_record where id = ${record} for no key update`.execute(tx);
};
export const addDocument = async (tx: Tx, d: StoredDocument & { readonly bytes: Uint8Array }): Promise<void> => {
  await sql`insert into catalogue_document (id, record_id, name, media_type, size, sha256, bytes, added_at, added_by) values (${d.id}, ${d.record_id}, ${d.name}, ${d.media_type}, ${d.size}, ${d.sha256}, ${Buffer.from(d.bytes)}, ${d.added_at}, ${d.added_by})`.execute(tx);
};
export const removeDocument = async (tx: Tx, record: string, id: string): Promise<boolean> => (await sql<{ id: string }>`delete from catalogue_document where record_id = ${record} and id = ${id} returning id`.execute(tx)).rows.length > 0;
