import type { Logger } from 'pino';

export type Lifecycle = {
  every(name: string, ms: number, work: () => Promise<void>): void;
  onStop(name: string, stop: () => Promise<void>): void;
  stop(): Promise<void>;
};

/** Repeated work and orderly stop. Work never runs twice at once; a failure is logged and tried again at the next turn. Parts stop in reverse order, each at most 15 s. */
export const createLifecycle = (log: Logger): Lifecycle => {
  const stops: { name: string; stop: () => Promise<void> }[] = [];
  const onStop = (name: string, stop: () => Promise<void>): void => {
    stops.push({ name, stop });
  };
  const every = (name: string, ms: number, work: () => Promise<void>): void => {
    let running: Promise<void> | undefined;
    const turn = (): void => {
      running ??= work()
        .catch((error: unknown) => log.warn({ err: error, work: name }, 'repeated work failed'))
        .finally(() => {
          running = undefined;
        });
    };
    const timer = setInterval(turn, ms);
    onStop(`every ${name}`, async () => {
      clearInterval(timer);
      await running;
    });
  };
  const stopOne = async (part: { name: string; stop: () => Promise<void> }): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((done) => {
      timer = setTimeout(() => {
        log.warn({ part: part.name }, 'did not stop within 15 s, going on');
        done();
      }, 15_000);
    });
    await Promise.race([part.stop().catch((error: unknown) => log.warn({ err: error, part: part.name }, 'stopped badly')), late]);
    clearTimeout(timer);
  };
  let stopping: Promise<void> | undefined;
  return {
    every,
    onStop,
    stop: () => {
      stopping ??= (async () => {
        for (const part of stops.reverse()) await stopOne(part);
      })();
      return stopping;
    },
  };
};
