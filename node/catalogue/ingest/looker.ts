import type { Prepare, Prepared, LookOptions, Known } from './prepared.ts';
import type { Description } from '../../../mappings/rdf/description.ts';

/** A planned description as it waits in a run: N-Quads text, and the record it is thought to belong to. */
export type TextAsk = { readonly id: string; readonly isNew: boolean; readonly at: string; readonly known?: Known | undefined; readonly iri: string; readonly text: string };

/** Looks at planned descriptions, all at once, in their order. Never throws for one of them: what breaks is `broken`. `end` lets go of what it holds. */
export type Looker<Settings = unknown> = { readonly look: (asks: readonly TextAsk[], options: LookOptions<Settings>) => Promise<readonly Prepared[]>; readonly end: () => Promise<void> };

export type ReadText = (iri: string, text: string) => Promise<Description>;

const pause = (): Promise<void> => new Promise((done) => void setImmediate(done));

/** @param read the description of a planned text */
export const lookAtText = async <Settings>(prepare: Prepare<Settings>, read: ReadText, { iri, text, ...ask }: TextAsk, options: LookOptions<Settings>): Promise<Prepared> => {
  try {
    return await prepare({ ...ask, description: await read(iri, text) }, options);
  } catch (error) {
    return { type: 'broken', error };
  }
};

/** Looks here, in this thread, and lets others have their turn between two descriptions: for a few. */
export const createHereLooker = <Settings>(prepare: Prepare<Settings>, read: ReadText): Looker<Settings> => ({
  look: async (asks, options) => {
    const found: Prepared[] = [];
    for (const ask of asks) {
      found.push(await lookAtText(prepare, read, ask, options));
      await pause();
    }
    return found;
  },
  end: () => Promise.resolve(),
});
