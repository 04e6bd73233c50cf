import type { SourcePorts } from './ports.ts';
import { listSources } from './source-store.ts';

/** Brings the timer in line with the stored sources: one entry per source that is switched on, at its interval. A queue that does not answer is
 *  told to the log; the sweep goes on starting what is due. */
export const keepSchedules = async (ports: Pick<SourcePorts, 'db' | 'timer' | 'log'>): Promise<void> => {
  const { timer } = ports;
  if (timer === undefined) return;
  try {
    const set = await timer.all();
    const wanted = new Map((await listSources(ports.db)).filter((source) => source.enabled).map((source) => [source.id, source.config.everyMs]));
    for (const [id, everyMs] of wanted) if (set.get(id) !== everyMs) await timer.set(id, everyMs);
    for (const id of set.keys()) if (!wanted.has(id)) await timer.drop(id);
  } catch (error) {
    ports.log.warn({ error: String(error) }, 'schedules of sources not set; the sweep starts what is due');
  }
};
