import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kept } from '../../node/storage/kept-statement.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';

describe('a kept statement', () => {
  let open: TestDatabase;
  beforeAll(async () => {
    open = await openTestDatabase();
  });
  afterAll(() => open.close());

  it('answers like any other, and its plan stays with the connection', async () => {
    await open.db.connection().execute(async (db) => {
      for (const n of [1, 2, 3]) expect((await sql<{ n: number }>`${kept}select ${n}::int + 1 as n`.execute(db)).rows).toEqual([{ n: n + 1 }]);
      const { rows } = await sql<{ uses: number }>`select (generic_plans + custom_plans)::int as uses from pg_prepared_statements where statement like '%int + 1 as n'`.execute(db);
      expect(rows).toEqual([{ uses: 3 }]);
    });
  });
  it('goes on after a failure', async () => {
    await open.db.connection().execute(async (db) => {
      await expect(sql`${kept}select 1 / ${0}::int as n`.execute(db)).rejects.toThrow('division by zero');
      expect((await sql<{ n: number }>`${kept}select 1 / ${1}::int as n`.execute(db)).rows).toEqual([{ n: 1 }]);
    });
  });
});
