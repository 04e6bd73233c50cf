import { AppError } from '../../../../core/errors.ts';

/** Bytes of message bodies being read or judged at one time: 64 connections of 16 MiB each would be a gigabyte per partner (exchange.md §5,
 *  "bounded memory"). Over it the sender is told to wait, which is no failure of the link. */
const perPartner = 96 * 1024 * 1024;
const together = 320 * 1024 * 1024;

export type BodyBudget = {
  /** @returns how to give the bytes back @throws AppError `rate-limited` `throttled` */
  take(partner: string, bytes: number): () => void;
};

export const createBodyBudget = (limits = { perPartner, together }): BodyBudget => {
  const held = new Map<string, number>();
  let total = 0;
  return {
    take: (partner, bytes) => {
      const own = held.get(partner) ?? 0;
      if (own + bytes > limits.perPartner || total + bytes > limits.together)
        throw new AppError('rate-limited', 'throttled', 'Too many large messages at once: send them one after the other.', { retryAfterSeconds: 1 });
      held.set(partner, own + bytes);
      total += bytes;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        total -= bytes;
        held.set(partner, (held.get(partner) ?? 0) - bytes);
      };
    },
  };
};
