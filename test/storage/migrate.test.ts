import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../node/storage/migrate.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it('are applied once, however often and in however many processes a node starts', async () => {
    expect(await Promise.all([migrate(database.db), migrate(database.db)])).toEqual([[], []]);
  });
  it('give instants back as ISO text in UTC with milliseconds', async () => {
    const { rows } = await sql<{ at: unknown; big: unknown }>`select timestamptz '2027-03-29 02:30:00+02' as at, 9007199254740991::bigint as big`.execute(database.db);
    expect(rows[0]).toEqual({ at: '2027-03-29T00:30:00.000Z', big: 9_007_199_254_740_991 });
  });
});
