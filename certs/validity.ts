const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** One year: the rehearsed rotation makes a shorter life cheap, and nothing longer is needed. */
export const keyLifeDays = 365;

/** Begin of validity of what is made now: an hour back, because a partner's clock may be that wrong and would otherwise take a new key or list for one of the future. */
export const beginOfLife = (now: string): string => new Date(new Date(now).getTime() - hourMs).toISOString();

export const endOfLife = (now: string, days = keyLifeDays): string => new Date(new Date(now).getTime() + days * dayMs).toISOString();

/** Period of a new key or certificate. */
export const lifeFrom = (now: string, days = keyLifeDays): { notBefore: string; notAfter: string } => ({ notBefore: beginOfLife(now), notAfter: endOfLife(now, days) });
