import { instantOf } from '../../../../core/clock.ts';
import { inTransaction } from '../../../storage/db.ts';
import type { SourcePorts } from '../ports.ts';
import type { DueCheck } from './holder-store.ts';
import { dueChecks, forgetAnswers, markReminded } from './holder-store.ts';

const dayMs = 86_400_000;
/** Reminder at 11 months, finding at 12 (catalogue.md §6.3; Art. 60(3): at least once a year). */
export const remindAfterDays = 335;
export const overdueAfterDays = 365;
const answersKeptDays = 7;

/** Tells holders which of their public descriptions nobody vouched for since 11 months, once per description and year.
 *  @returns those told now */
export const remindHolders = async (ports: SourcePorts): Promise<readonly DueCheck[]> => {
  const now = ports.clock.ms();
  const due = await dueChecks(ports.db, instantOf(now - remindAfterDays * dayMs));
  for (const record of due) {
    await ports.notify({ source: record.source ?? '', owner: record.source?.replace(/^holder:/, ''), email: undefined, run: record.id, code: 'yearly-check-due', detail: `"${record.title}" was last checked on ${record.checked_at.slice(0, 10)}: check it at least once a year (Art. 60(3)).` });
    await inTransaction(ports.db, (tx) => markReminded(tx, record.id, record.checked_at, ports.clock.now()));
  }
  await forgetAnswers(ports.db, instantOf(now - answersKeptDays * dayMs));
  return due;
};
