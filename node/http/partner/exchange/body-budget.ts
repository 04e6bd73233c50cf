import { AppError } from '../../../../core/errors.ts';

/** Bytes of message bodies held at one time: 64 connections of 16 MiB each would be a gigabyte per partner (exchange.md §5, "bounded memory").
 *  Only what has arrived counts, so slow senders keep nobody out. Over it the sender is told to wait, which is no failure of the link. */
const perPartner = 96 * 1024 * 1024;
const together = 320 * 1024 * 1024;

export type HeldBody = {
  /** @throws AppError `rate-limited` `throttled` */
  add(bytes: number): void;
  release(): void;
};

export type BodyBudget = { open(partner: string): HeldBody };

export const createBodyBudget = (limits = { perPartner, together }): BodyBudget => {
  const held = new Map<string, number>();
  let total = 0;
  return {
    open: (partner) => {
      let own = 0;
      return {
        add: (bytes) => {
          const ofPartner = held.get(partner) ?? 0;
          if (ofPartner + bytes > limits.perPartner || total + bytes > limits.together)
            throw new AppError('rate-limited', 'throttled', 'Too many large messages at once: send them one after the other.', { retryAfterSeconds: 1 });
          held.set(partner, ofPartner + bytes);
          total += bytes;
          own += bytes;
        },
        release: () => {
          total -= own;
          held.set(partner, (held.get(partner) ?? 0) - own);
          own = 0;
        },
      };
    },
  };
};
