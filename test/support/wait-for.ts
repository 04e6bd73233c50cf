/** Waits until `probe` gives something, asking every `everyMs`. Fails with what was awaited, never silently.
 *  @param what in words: "FI has stored the message" */
export const waitFor = async <T>(what: string, probe: () => Promise<T | undefined | false> | T | undefined | false, options: { timeoutMs?: number; everyMs?: number } = {}): Promise<T> => {
  const end = performance.now() + (options.timeoutMs ?? 15_000);
  let last: unknown;
  for (;;) {
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`Waited ${options.timeoutMs ?? 15_000} ms in vain until ${what}${last === undefined ? '' : `; last: ${String(last)}`}`);
    await new Promise((wake) => setTimeout(wake, options.everyMs ?? 25));
  }
};
