/** A question to the database that many ask at once: asked once for everybody who came while the last one was under way. An answer is never older than the question. */
export const sharedQuestion = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let running: Promise<T> | undefined;
  let waiting: Promise<T> | undefined;
  const start = (): Promise<T> => {
    running = ask().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running === undefined) return start();
    waiting ??= running.then(() => undefined, () => undefined).then(() => {
      waiting = undefined;
      return start();
    });
    return waiting;
  };
};
