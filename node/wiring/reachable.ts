import type { OpenDb } from '../storage/db.ts';

/** One trivial query within two seconds. */
export const databaseReachable = (pool: OpenDb['pool']): Promise<boolean> => {
  const late = new Promise<boolean>((answer) => setTimeout(() => answer(false), 2_000).unref());
  return Promise.race([pool.query('select 1').then(() => true, () => false), late]);
};
