import ipaddr from 'ipaddr.js';
import { AppError } from '../../core/errors.ts';

/** What a source may be reached at (catalogue.md §6.7, SSRF). */
export type AddressPolicy = {
  /** Loopback, private, unique-local and CGNAT addresses are allowed: an operator's choice per source, off unless said. */
  readonly privateAddresses: boolean;
  /** Beside 80 and 443: the port of the configured address. */
  readonly ports: readonly number[];
};

// What an operator may open for a source inside the house. Link-local (cloud metadata), multicast and reserved ranges are never reachable.
const openable = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/** Undefined when the address may be connected to, else the name of the range that forbids it. IPv4 inside IPv6 is judged as IPv4. */
export const forbiddenRange = (address: string, policy: AddressPolicy): string | undefined => {
  if (!ipaddr.isValid(address)) return 'not an address';
  const range = ipaddr.process(address).range();
  if (range === 'unicast') return undefined;
  return policy.privateAddresses && openable.has(range) ? undefined : range;
};

const blocked = (what: string): AppError =>
  new AppError('forbidden', 'blocked-address', `${what}. Sources are read from public http(s) addresses; an operator may open a private one with "privateAddresses".`);

const portOf = (url: URL): number => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port));

/** Checks scheme, port and literal addresses; names are checked when they are resolved (pinned-agent.ts).
 *  @throws AppError `blocked-address`, `bad-iri` */
export const guardUrl = (address: string | URL, policy: AddressPolicy): URL => {
  if (!URL.canParse(String(address))) throw new AppError('invalid', 'bad-iri', `"${String(address).slice(0, 200)}" is not an address: write one such as https://example.org/catalogue.ttl.`);
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw blocked(`${url.protocol} addresses are not read`);
  const port = portOf(url);
  if (port !== 80 && port !== 443 && !policy.ports.includes(port)) throw blocked(`port ${port} of ${url.hostname} is neither 80, 443 nor the port of the configured source`);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const range = ipaddr.isValid(literal) ? forbiddenRange(literal, policy) : undefined;
  if (range !== undefined) throw blocked(`${url.hostname} is a ${range} address`);
  return url;
};

export { blocked as blockedAddress };
