import type { Sources } from '../../../node/catalogue/sources/sources.ts';
import { round, say } from './measure.ts';

export type RunFigures = { readonly records: number; readonly state: string; readonly new: number; readonly unchanged: number; readonly refused: number; readonly seconds: number; readonly perSecond: number; readonly cpuMsPerRecord: number; readonly processCpuMsPerRecord: number };

const msEach = ({ user, system }: NodeJS.CpuUsage, records: number): number => Math.round((user + system) / 10 / Math.max(1, records)) / 100;

/** One run of a source from its start to its end. Processor time of the main thread, and of the process with its threads; PostgreSQL's processes are in neither. */
export const runOf = async (sources: Sources, id: string, what: string): Promise<RunFigures> => {
  const start = performance.now();
  const thread = process.threadCpuUsage();
  const whole = process.cpuUsage();
  const { state, counts } = await sources.run(id, { mode: 'run', trigger: 'bench', actor: 'bench', full: true });
  const seconds = (performance.now() - start) / 1000;
  const result = {
    records: counts.read, state, new: counts.new, unchanged: counts.unchanged, refused: counts.refused, seconds: round(seconds), perSecond: round(counts.read / seconds),
    cpuMsPerRecord: msEach(process.threadCpuUsage(thread), counts.read), processCpuMsPerRecord: msEach(process.cpuUsage(whole), counts.read),
  };
  say(`${what}: ${JSON.stringify(result)}`);
  return result;
};
