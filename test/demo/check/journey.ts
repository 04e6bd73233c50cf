// Runs named steps one after another and remembers what each saw. A step that needs a failed one is not reached; the others go on.

export type Outcome = { readonly name: string; readonly state: 'passed' | 'failed' | 'not reached'; readonly saw: string; readonly ms: number };

export class Journey {
  readonly outcomes: Outcome[] = [];
  readonly #print: (outcome: Outcome) => void;

  constructor(print: (outcome: Outcome) => void) {
    this.#print = print;
  }

  /** @param work returns what it saw, in a few words; throws when that is not what should be seen */
  async step(name: string, needs: readonly string[], work: () => Promise<string>): Promise<void> {
    const missing = needs.find((need) => this.outcomes.find((outcome) => outcome.name === need)?.state !== 'passed');
    const since = Date.now();
    const outcome: Outcome = missing !== undefined ? { name, state: 'not reached', saw: `needs "${missing}"`, ms: 0 } : await this.#run(name, since, work);
    this.outcomes.push(outcome);
    this.#print(outcome);
  }

  async #run(name: string, since: number, work: () => Promise<string>): Promise<Outcome> {
    try {
      return { name, state: 'passed', saw: await work(), ms: Date.now() - since };
    } catch (error) {
      return { name, state: 'failed', saw: error instanceof Error ? error.message : String(error), ms: Date.now() - since };
    }
  }

  get passed(): boolean {
    return this.outcomes.length > 0 && this.outcomes.every((outcome) => outcome.state === 'passed');
  }
}

/** Throws unless `condition`; `message` says what was seen instead. */
export function expect(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

// Far above what any step takes on an idle machine (seconds): a busy one must not fail for slowness.
export const patienceMs = 90_000;

/** Asks again and again until `look` gives something; after `deadlineMs` it says what it was waiting for and what it saw last. */
export const until = async <T>(awaited: string, deadlineMs: number, look: () => Promise<{ found: T } | { still: string }>): Promise<T> => {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look().catch((error: unknown) => ({ still: error instanceof Error ? error.message : String(error) }));
    if ('found' in seen) return seen.found;
    if (Date.now() > end) throw new Error(`waited ${deadlineMs / 1000} s for ${awaited}; last seen: ${seen.still}`);
    await new Promise((wake) => setTimeout(wake, 150));
  }
};
