import { setTimeout as wait } from 'node:timers/promises';
import type { Agent } from 'undici';
import type { Clock } from '../../core/clock.ts';
import { isAppError } from '../../core/errors.ts';
import type { AddressPolicy } from './address-guard.ts';
import { guardUrl } from './address-guard.ts';
import type { Headers, RawAnswer } from './exchange.ts';
import { exchange } from './exchange.ts';
import type { HttpLimits } from './limits.ts';
import { defaultLimits } from './limits.ts';
import type { Pace } from './pace.ts';
import { createPace } from './pace.ts';
import type { Resolver } from './pinned-agent.ts';
import { createPinnedAgent } from './pinned-agent.ts';
import { waitBeforeRetry } from './retry.ts';

/** Outgoing HTTP of one source: SSRF-safe, paced, retried, cut at limits. The only place besides partner gateways that opens connections. */
export type HttpClient = {
  /** The answer whatever its status, after the retries of §6.2. The body must be read or destroyed. */
  get(url: string, headers?: Headers): Promise<RawAnswer>;
  /** For libraries that bring their own calls (fhir-kit-client): pass as `dispatcher`, guard each address, run inside `pace`. */
  readonly agent: Agent;
  readonly pace: Pace;
  guard(url: string): URL;
  readonly limits: HttpLimits;
  close(): Promise<void>;
};

export type HttpClientOptions = {
  /** The configured address: its port is allowed beside 80 and 443, credentials go to its origin only. */
  readonly address: string;
  readonly privateAddresses: boolean;
  readonly clock: Clock;
  readonly limits?: Partial<HttpLimits>;
  /** Sent to the origin of `address` only. */
  readonly credentials?: Headers;
  readonly signal?: AbortSignal;
  readonly resolver?: Resolver;
  readonly random?: () => number;
};

const portsOf = (address: string): number[] => {
  const port = URL.canParse(address) ? new URL(address).port : '';
  return port === '' ? [] : [Number(port)];
};

export const createHttpClient = (options: HttpClientOptions): HttpClient => {
  const limits = { ...defaultLimits, ...options.limits };
  const policy: AddressPolicy = { privateAddresses: options.privateAddresses, ports: portsOf(options.address) };
  const agent = createPinnedAgent(policy, limits, options.resolver);
  const pace = createPace(limits, options.clock);
  const random = options.random ?? Math.random;
  const home = guardUrl(options.address, policy).origin;
  const stop = options.signal ?? new AbortController().signal;

  const once = (url: string, headers: Headers): Promise<RawAnswer> => {
    const credentials = new URL(url).origin === home ? (options.credentials ?? {}) : {};
    const signal = AbortSignal.any([stop, AbortSignal.timeout(limits.pageMs)]);
    const all = { 'user-agent': 'ehds-node', 'accept-encoding': 'gzip, deflate, br', ...headers, ...credentials };
    return pace(() => exchange({ agent, policy, limits }, url, all, signal));
  };

  const get = async (url: string, headers: Headers = {}): Promise<RawAnswer> => {
    guardUrl(url, policy);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await once(url, headers).catch((error: unknown) => {
        // A blocked address or an oversized answer does not get better; a lost connection may.
        if (isAppError(error) && error.code.startsWith('source-')) return { error };
        throw error;
      });
      const result = 'error' in outcome ? ({ networkError: true } as const) : { status: outcome.status, retryAfter: outcome.headers['retry-after'] };
      const pause = waitBeforeRetry(result, attempt, limits, options.clock.ms(), random());
      if (pause === undefined || stop.aborted) {
        if ('error' in outcome) throw outcome.error;
        return outcome;
      }
      if (!('error' in outcome)) outcome.body.destroy();
      await wait(pause, undefined, { signal: stop });
    }
  };

  return { get, agent, pace, limits, guard: (url) => guardUrl(url, policy), close: () => agent.destroy() };
};
