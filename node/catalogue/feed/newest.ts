import type { Db } from '../../storage/db.ts';
import { newestTime } from '../event-store.ts';

/** Time of the newest event of the own feed; null before the first. */
export const newestPublished = (db: Db): Promise<string | null> => newestTime(db);
