import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../../core/clock.ts';
import type { KeyRing } from '../../certs/key-ring.ts';
import type { Audit } from '../audit/audit.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Operation } from '../http/operation.ts';
import type { OpenDb } from '../storage/db.ts';

/** What every part of the node gets: built once in app.ts, handed down by hand. */
export type Base = {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly storage: OpenDb;
  readonly audit: Audit;
  readonly keyRing: KeyRing;
  /** Runs `work` every `ms` until stop, never twice at once; failures are logged, not fatal. */
  readonly every: (name: string, ms: number, work: () => Promise<void>) => void;
  /** Registered parts are stopped in reverse order of registration. */
  readonly onStop: (name: string, stop: () => Promise<void>) => void;
};

/** What a wired part offers to the listeners. */
export type Offers = {
  readonly publicOperations?: readonly Operation[];
  readonly partnerOperations?: readonly Operation[];
  readonly opsOperations?: readonly Operation[];
};
