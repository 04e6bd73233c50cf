/** Withdrawals of one run that need a person: more than max(5, 10 % of the live records), or all of them (catalogue.md §6.5). */
export const mustHold = (live: number, gone: number): boolean => gone > 0 && (gone > Math.max(5, live * 0.1) || (gone === live && live > 1));

export const holdReason = (partner: string, live: number, gone: number): string =>
  gone === live ? `The catalogue of ${partner} answered with none of its ${live} datasets.` : `The catalogue of ${partner} would lose ${gone} of ${live} datasets at once.`;
