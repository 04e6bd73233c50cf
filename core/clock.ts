/** UTC instant, ISO 8601 with milliseconds: `2027-03-29T00:30:00.000Z`. The only form stored or sent. */
export type Instant = string;

/** Where time comes from. Injected everywhere, so that tests and replays choose it. */
export type Clock = {
  /** Now, as an instant. */
  now(): Instant;
  /** Now, as milliseconds since the epoch: for differences only. */
  ms(): number;
};

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  ms: () => Date.now(),
};

/** A clock that stands still until it is moved. */
export const fixedClock = (start: string): Clock & { advance(ms: number): void } => {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at).toISOString(),
    ms: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
};

export const instantOf = (ms: number): Instant => new Date(ms).toISOString();
export const msOf = (instant: Instant): number => new Date(instant).getTime();
