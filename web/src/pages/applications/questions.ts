import type { LegView } from '../../../../core/api/applications.ts';

export type Question = { linkId: string; comment: string };

type WithQuestions = LegView & { questions?: readonly Question[] };

/** What the authority asked: the questions of the leg, else its findings, else one open question. */
export const askedQuestions = (leg: LegView): Question[] => {
  const asked = (leg as WithQuestions).questions ?? (leg.findings ?? []).map((finding) => ({ linkId: finding.linkId ?? finding.code, comment: finding.message }));
  return [...asked];
};
