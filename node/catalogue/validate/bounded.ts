import type { NotChecked } from '../../../core/api/validate.ts';
import type { Description } from '../../../mappings/rdf/description.ts';

/** How much one request may have checked: while a dataset is checked, nobody else is answered. */
export type CheckBounds = { readonly maxDatasets: number; readonly deadlineMs: number; readonly clock: { ms(): number } };

const pause = (): Promise<void> => new Promise((done) => void setImmediate(done));

const left = (reason: NotChecked['reason'], rest: readonly Description[], checked: number, detail: string): NotChecked =>
  ({ reason, iris: rest.map(({ iri }) => iri), detail: `Not checked: ${rest.length} of ${rest.length + checked} datasets. ${detail} Send them in smaller documents.` });

/** Works on datasets one by one, letting others have their turn between two; stops at the limit or when the time is over and says what was left out.
 *  Without bounds: works on all. The first is always worked on. */
export const checkInTurn = async <T>(descriptions: readonly Description[], bounds: CheckBounds | undefined, check: (one: Description) => Promise<T>): Promise<{ readonly done: T[]; readonly notChecked?: NotChecked }> => {
  const end = bounds === undefined ? Infinity : bounds.clock.ms() + bounds.deadlineMs;
  const done: T[] = [];
  for (const [at, description] of descriptions.entries()) {
    const rest = descriptions.slice(at);
    if (bounds !== undefined && at >= bounds.maxDatasets) return { done, notChecked: left('limit', rest, at, `One request may have ${bounds.maxDatasets} checked.`) };
    if (bounds !== undefined && at > 0 && bounds.clock.ms() > end) return { done, notChecked: left('time', rest, at, `The time for one request, ${bounds.deadlineMs / 1000} seconds, was over.`) };
    done.push(await check(description));
    await pause();
  }
  return { done };
};
