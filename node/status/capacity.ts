import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Facts about the machine this process runs on. */
export const watchCapacity = (dataDir: string) => {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return {
    /** p99 since the last call, in milliseconds. */
    eventLoopDelayP99Ms: (): number => {
      const p99 = delay.percentile(99) / 1e6;
      delay.reset();
      return Number.isFinite(p99) ? Math.round(p99 * 10) / 10 : 0;
    },
    diskFreePercent: async (): Promise<number | undefined> => {
      const disk = await statfs(dataDir).catch(() => undefined);
      return disk === undefined ? undefined : Math.round((disk.bavail / disk.blocks) * 1000) / 10;
    },
    stop: (): void => {
      delay.disable();
    },
  };
};
export type Capacity = ReturnType<typeof watchCapacity>;
