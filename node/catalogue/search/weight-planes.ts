import type { TermBits } from './term-bits.ts';

/** Of a block of 32 records, those in which the places outside the title (keywords 4, description 2, variables 2, the rest 1) weigh at least so much. The four numbers are
 *  added as bits of 32 sums at once. */
export const weightAtLeast = (term: TermBits, block: number, least: number): number => {
  if (least > 9) return 0;
  const c = term.c[block]!;
  const v = term.v[block]!;
  const b = term.b[block]!;
  const carry = c & v;
  const plane0 = term.d[block]!;
  const plane1 = c ^ v;
  const plane2 = carry ^ b;
  const plane3 = carry & b;
  // compares the 32 sums with the number, from the highest bit down
  let above = 0;
  let same = -1;
  if ((least & 8) === 0) above |= same & plane3;
  same &= (least & 8) === 0 ? ~plane3 : plane3;
  if ((least & 4) === 0) above |= same & plane2;
  same &= (least & 4) === 0 ? ~plane2 : plane2;
  if ((least & 2) === 0) above |= same & plane1;
  same &= (least & 2) === 0 ? ~plane1 : plane1;
  if ((least & 1) === 0) above |= same & plane0;
  same &= (least & 1) === 0 ? ~plane0 : plane0;
  return above | same;
};

/** What each word must weigh outside the title, at least, for a sum of weights of all words in the title: the others weigh 19 at most. */
export const leastWeight = (sum: number, words: number): number => Math.max(0, Math.ceil(sum - 19 * (words - 1) - 10 - 1e-9));
