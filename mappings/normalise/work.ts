import type { Quad } from 'n3';
import type { Finding } from '../../core/catalogue/finding.ts';
import { curieOf } from '../../core/vocabulary/prefixes.ts';
import type { Change, NormaliseSettings } from './settings.ts';

/** What the steps hand to each other: the statements so far, what was rewritten, and what a person should look at. */
export type Work = {
  readonly dataset: string;
  quads: Quad[];
  readonly changes: Change[];
  readonly warnings: Finding[];
  readonly settings: NormaliseSettings;
};

/** Long texts are cut: the list of changes is read by people. */
const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

const subjectOf = (quad: Quad): string => (quad.subject as { id: string }).id;

export const noteChange = (work: Work, step: Change['step'], quad: Quad, from: string, to: string, sure: Change['sure'] = 'certain'): void => {
  const path = curieOf(quad.predicate.value);
  work.changes.push({ step, focus: subjectOf(quad), path, from: short(from), to: short(to), sure });
  if (sure !== 'certain') {
    work.warnings.push({ code: 'rewritten', severity: 'warning', rule: 'own', focus: subjectOf(quad), path, found: [short(from)], expected: short(to) });
  }
};
