import type { KeyExpiry } from '../../core/api/directory.ts';

/** Days before the end at which an operator is told (exchange.md §6). */
export const warningDays = [60, 30, 14, 7, 1] as const;

/** The threshold a key has passed: the smallest of 60/30/14/7/1 that is not below its days left; 0 once it has ended; undefined while more than 60 are left. */
export const thresholdOf = (daysLeft: number): number | undefined => {
  if (daysLeft < 0) return 0;
  return [...warningDays].reverse().find((days) => daysLeft <= days);
};

/** Remembers what was told, so that each key is warned about once per threshold. */
export const createExpiryWarnings = (warn: (key: KeyExpiry, threshold: number) => void) => {
  const told = new Map<string, number>();
  return (keys: readonly KeyExpiry[]): void => {
    for (const key of keys) {
      const threshold = thresholdOf(key.daysLeft);
      const id = `${key.kind} ${key.id}`;
      if (threshold === undefined || told.get(id) === threshold) continue;
      told.set(id, threshold);
      warn(key, threshold);
    }
  };
};
