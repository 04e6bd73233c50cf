import type { Readable } from 'node:stream';
import type { Agent } from 'undici';
import { request } from 'undici';
import { AppError, isAppError } from '../../core/errors.ts';
import type { AddressPolicy } from './address-guard.ts';
import { guardUrl } from './address-guard.ts';
import { plainBody } from './decompress.ts';
import type { HttpLimits } from './limits.ts';

export type Headers = Readonly<Record<string, string>>;

export type RawAnswer = { readonly status: number; readonly headers: Headers; readonly url: string; readonly body: Readable };

export type Way = { readonly agent: Agent; readonly policy: AddressPolicy; readonly limits: HttpLimits };

const redirects = new Set([301, 302, 303, 307, 308]);

const flat = (headers: Record<string, string | string[] | undefined>): Headers =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));

/** What undici threw, in our words. The address guard's refusal arrives as the cause of a connect error. */
const translate = (thrown: unknown, url: URL): AppError => {
  if (isAppError(thrown)) return thrown;
  const error = thrown as { code?: string; name?: string; cause?: unknown; message?: string };
  if (isAppError(error.cause)) return error.cause;
  if (error.name === 'TimeoutError' || /TIMEOUT/.test(error.code ?? '')) return new AppError('unavailable', 'source-timeout', `${url.origin} did not answer in time`, { cause: thrown });
  if (error.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new AppError('too-large', 'too-large', `the answer of ${url.origin} is larger than allowed`, { cause: thrown });
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return new AppError('unavailable', 'source-unknown-host', `the name ${url.hostname} is not known`, { cause: thrown });
  return new AppError('unavailable', 'source-unreachable', `${url.origin} cannot be reached (${error.code ?? error.name ?? 'network error'})`, { cause: thrown });
};

const withoutCredentials = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !['authorization', 'cookie', 'x-ckan-api-key', 'x-molgenis-token'].includes(name.toLowerCase())));

const nextHop = (from: URL, location: string | undefined, policy: AddressPolicy): URL => {
  if (location === undefined || !URL.canParse(location, from.href)) throw new AppError('unavailable', 'redirect-refused', `${from.origin} redirects to nowhere`);
  const to = new URL(location, from);
  if (from.protocol === 'https:' && to.protocol !== 'https:') throw new AppError('unavailable', 'redirect-refused', `${from.origin} redirects from https to ${to.protocol} ${to.hostname}: give the final address`);
  return guardUrl(to, policy);
};

/** One GET (or HEAD) with its redirects (at most `limits.redirects`, each hop guarded, credentials dropped when the origin changes).
 *  @throws AppError `blocked-address | redirect-refused | source-timeout | source-unreachable | too-large | unknown-encoding` */
export const exchange = async (way: Way, address: string, headers: Headers, signal: AbortSignal, method: 'GET' | 'HEAD' = 'GET'): Promise<RawAnswer> => {
  let url = guardUrl(address, way.policy);
  let sent = headers;
  for (let hop = 0; hop <= way.limits.redirects; hop += 1) {
    const answer = await request(url, { method, headers: sent, dispatcher: way.agent, signal }).catch((error: unknown) => {
      throw translate(error, url);
    });
    const plain = flat(answer.headers);
    if (!redirects.has(answer.statusCode)) {
      const body = plainBody(answer.body, plain['content-encoding'], way.limits);
      return { status: answer.statusCode, headers: plain, url: url.href, body };
    }
    await answer.body.dump();
    const next = nextHop(url, plain['location'], way.policy);
    if (next.origin !== url.origin) sent = withoutCredentials(sent);
    url = next;
  }
  throw new AppError('unavailable', 'redirect-refused', `${new URL(address).origin} redirects more than ${way.limits.redirects} times`);
};

export { translate as translateHttpError };
