/** A job carries the id of a row and nothing else: the row is the truth and is read again when the job runs. The job's own id is the same id. */
export type JobPayload = { readonly id: string };

/** Thrown by work that must run again: the job goes back with this delay. Not a failure in the sense of the queue. */
export class RetryLater extends Error {
  readonly delayMs: number;
  constructor(delayMs: number) {
    super(`again in ${Math.round(delayMs)} ms`);
    this.name = 'RetryLater';
    this.delayMs = delayMs;
  }
}
