import type { Answers } from '../../../../core/api/applications.ts';

/** Text the server has not confirmed yet, kept on this device so that a lost session or connection loses nothing.
 *  It belongs to one revision: when the server has moved on, the kept text is not put over it. */
const keyOf = (id: string): string => `ehds.unsaved.${id}`;

export const keepUnsaved = (id: string, revision: number | undefined, answers: Answers): void => {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify({ revision, answers }));
  } catch {
    // storage off or full: the page itself still holds the text
  }
};

export const unsavedAnswers = (id: string, revision: number | undefined): Answers | undefined => {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as { revision?: number; answers: Answers } | null;
    return kept !== null && kept.revision === revision ? kept.answers : undefined;
  } catch {
    return undefined;
  }
};

export const forgetUnsaved = (id: string): void => {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // nothing was kept
  }
};
