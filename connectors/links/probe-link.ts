import type { AddressPolicy } from '../http/address-guard.ts';
import type { RawAnswer } from '../http/exchange.ts';
import { exchange } from '../http/exchange.ts';
import type { HttpLimits } from '../http/limits.ts';
import { defaultLimits } from '../http/limits.ts';
import { createPinnedAgent, type Resolver } from '../http/pinned-agent.ts';
import { isAppError } from '../../core/errors.ts';

export type LinkAnswer = { readonly kind: 'status'; readonly status: number; readonly retryAfterMs?: number | undefined } | { readonly kind: 'failed' | 'refused'; readonly code: string };

const limits: HttpLimits = { ...defaultLimits, connectMs: 10_000, firstByteMs: 15_000, idleMs: 5_000, pageMs: 30_000, maxBytes: 65_536, tries: 1 };
const headers = { 'user-agent': 'ehds-node (checks addresses of dataset descriptions)', accept: '*/*' };
/** Servers that know no HEAD answer it with these, or wrongly with others: only an answer that says yes, or asks who is there, is believed at once. */
const settled = (status: number): boolean => status < 400 || status === 401 || status === 407 || status === 429;

const failure = (error: unknown): LinkAnswer => {
  if (!isAppError(error)) return { kind: 'failed', code: 'unreachable' };
  if (error.code === 'blocked-address' || error.code === 'bad-iri') return { kind: 'refused', code: error.code };
  // it answered, in a packing we need not open
  if (error.code === 'unknown-encoding' || error.code === 'too-large') return { kind: 'status', status: 200 };
  return { kind: 'failed', code: error.code.replace(/^source-/, '') };
};

const retryAfterMs = (answer: RawAnswer): number | undefined => {
  const seconds = Number(answer.headers['retry-after']);
  return Number.isFinite(seconds) && answer.headers['retry-after'] !== undefined ? Math.min(seconds, 86_400) * 1000 : undefined;
};

/** Does an address answer? HEAD first; where that says nothing, GET of one byte, whose body is not read. The rules are those of sources: names are resolved once and checked,
 *  every redirect again, the connection is pinned (catalogue.md §6.7). One agent lives per policy. */
export const createLinkProbe = (options: { readonly resolver?: Resolver } = {}) => {
  const agents = new Map<string, ReturnType<typeof createPinnedAgent>>();
  const agentFor = (policy: AddressPolicy): ReturnType<typeof createPinnedAgent> => {
    const key = `${policy.privateAddresses}`;
    const known = agents.get(key);
    if (known !== undefined) return known;
    const made = createPinnedAgent(policy, limits, options.resolver);
    agents.set(key, made);
    return made;
  };
  const ask = async (url: string, policy: AddressPolicy, method: 'HEAD' | 'GET', stop: AbortSignal): Promise<LinkAnswer> => {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(limits.pageMs)]);
    try {
      const answer = await exchange({ agent: agentFor(policy), policy, limits }, url, method === 'GET' ? { ...headers, range: 'bytes=0-0' } : headers, signal, method);
      answer.body.on('error', () => undefined).destroy();
      return { kind: 'status', status: answer.status, retryAfterMs: retryAfterMs(answer) };
    } catch (error) {
      return failure(error);
    }
  };
  return {
    /** @returns what came; never throws for what the other side does */
    probe: async (url: string, policy: AddressPolicy, stop: AbortSignal): Promise<LinkAnswer> => {
      const first = await ask(url, policy, 'HEAD', stop);
      if (first.kind === 'refused' || (first.kind === 'status' && settled(first.status)) || stop.aborted) return first;
      // a name nobody knows gets no second request
      if (first.kind === 'failed' && first.code === 'unknown-host') return first;
      return ask(url, policy, 'GET', stop);
    },
    close: async (): Promise<void> => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
};
