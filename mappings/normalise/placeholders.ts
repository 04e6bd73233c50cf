import type { Quad } from 'n3';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { noteChange, type Work } from './work.ts';

/** Words that stand for "nothing" in templates and exports (catalogue.md §3.2 step 6). */
const words = new Set(['', 'n/a', 'platzhalter', 'todo', 'tbd', 'undefined', 'automatic', 'wird automatisch generiert', 'wird automatisch vergeben']);
/** Most texts are told apart by their beginning; the rest is looked at closely. */
const mayBe = /^[\s[]*(?:n\/a|platz|todo|tbd|undef|autom|wird|\]|$)/i;
const isPlaceholder = (text: string): boolean => mayBe.test(text) && words.has(text.trim().toLowerCase().replace(/^\[(.*)\]$/, '$1').trim());

const isEmpty = (quad: Quad): boolean =>
  quad.object.termType === 'Literal' && quad.object.value.length < 40 && isPlaceholder(quad.object.value) && quad.predicate.value !== csvw.name;

/** Step 6: placeholders count as missing and leave the description, so that "n/a" is not a finding about a wrong value but about a missing one. */
export const dropPlaceholders = (work: Work): void => {
  work.quads = work.quads.filter((quad) => {
    if (!isEmpty(quad)) return true;
    noteChange(work, 'placeholder', quad, quad.object.value, '');
    return false;
  });
};
