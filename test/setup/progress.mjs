// What a person sees while the machine is made ready, and the one error that ends it with a sentence instead of a stack.

export class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const say = (text) => process.stderr.write(`${text}\n`);

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Tells that a step runs, that it still runs, and how long it took. */
export const step = async (label, work) => {
  const since = Date.now();
  const screen = process.stderr.isTTY === true;
  process.stderr.write(`· ${label} …${screen ? '' : '\n'}`);
  // Without a screen one line every 15 s is enough to see that nothing hangs.
  const beat = setInterval(() => process.stderr.write(screen ? `\r· ${label} … ${seconds(since)}` : `  still at it: ${seconds(since)}\n`), screen ? 500 : 15_000);
  try {
    const result = await work();
    process.stderr.write(screen ? `\r✓ ${label}: ${seconds(since)}          \n` : `✓ ${label}: ${seconds(since)}\n`);
    return result;
  } catch (error) {
    process.stderr.write(screen ? `\r✗ ${label}: ${seconds(since)}          \n` : `✗ ${label}: ${seconds(since)}\n`);
    throw error;
  } finally {
    clearInterval(beat);
  }
};
