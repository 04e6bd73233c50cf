import type { Caller } from '../../../core/roles.ts';
import type { LoadResult } from './clients.ts';
import { load } from './clients.ts';

export const bench: Caller = { person: 'bench', name: 'Benchmark', email: undefined, language: 'en', roles: ['operator'], holder: undefined };
export const say = (text: string): boolean => process.stderr.write(`${text}\n`);
export const round = (value: number): number => Math.round(value * 10) / 10;

/** A quick run ends within its time on any machine: what does not fit is done less often or left out, and said. */
export type Budget = { left(): number };
export const budgetOf = (endMs: number): Budget => ({ left: () => endMs - performance.now() });

export type Rate = { readonly done: number; readonly perSecond: number; readonly perCpuSecond: number };

/** Works through numbers until they or the time are over. Wall clock, and the rate per second of processor time of this thread: the second figure hardly depends on
 *  what else the machine does. */
export const measure = async (what: string, steps: Iterable<number>, maxMs: number, work: (step: number) => Promise<number>): Promise<Rate> => {
  const start = performance.now();
  const cpu = process.threadCpuUsage();
  let done = 0;
  for (const step of steps) {
    if (performance.now() - start > maxMs) break;
    done += await work(step);
  }
  const used = process.threadCpuUsage(cpu);
  const result = { done, perSecond: round(done / ((performance.now() - start) / 1000)), perCpuSecond: round(done / ((used.user + used.system) / 1e6)) };
  say(`${what}: ${JSON.stringify(result)}`);
  return result;
};

/** Load from outside, with the processor time this thread spent per answer. */
export const serve = async (base: string, paths: readonly string[], options: Parameters<typeof load>[2]): Promise<LoadResult & { cpuMsPerRequest: number }> => {
  const cpu = process.threadCpuUsage();
  const result = await load(base, paths, options);
  const used = process.threadCpuUsage(cpu);
  return { ...result, cpuMsPerRequest: Math.round((used.user + used.system) / 10 / Math.max(1, result.requests)) / 100 };
};
