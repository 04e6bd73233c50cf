/** Reproducible random numbers (mulberry32): the same seed gives the same catalogue. */
export const randomOf = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};
export type Random = ReturnType<typeof randomOf>;
export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const roots = 'cancer diabetes hospital registry cohort survey vaccination pregnancy birth mortality prescription laboratory imaging genome dementia stroke asthma depression injury emergency nursing dental cardiac renal hepatic paediatric ageing nutrition obesity smoking alcohol exposure occupational rare screening biobank pathology surgery outpatient primary rehabilitation disability claims insurance reimbursement pharmacy device implant infection influenza tuberculosis hepatitis antimicrobial resistance sepsis outcome quality follow longitudinal national regional clinical administrative record patient population health data care disease treatment diagnosis procedure'.split(' ');
const syllables = 'ba ce di fo gu la me ni ro su ta ve wi xo ya zen kal mor pil tus'.split(' ');

/** The n-th word: well-known ones first, then made-up ones, so that a Zipf draw meets common and rare words. */
export const wordAt = (n: number): string => {
  if (n < roots.length) return roots[n]!;
  let rest = n;
  let word = '';
  while (rest > 0 || word.length < 6) {
    word += syllables[rest % syllables.length]!;
    rest = Math.floor(rest / syllables.length);
    if (word.length > 16) break;
  }
  return word;
};
export const vocabularySize = 20_000;

/** A word by Zipf's law: rank r about as often as 1/r. */
export const zipf = (random: Random): string => wordAt(Math.min(vocabularySize - 1, Math.floor(Math.exp(random() * Math.log(vocabularySize))) - 1));
export const phrase = (random: Random, words: number): string => Array.from({ length: words }, () => zipf(random)).join(' ');
