import { lookup as resolve } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import type { AddressPolicy } from './address-guard.ts';
import { blockedAddress, forbiddenRange } from './address-guard.ts';
import type { HttpLimits } from './limits.ts';

export type Resolver = (host: string) => Promise<readonly LookupAddress[]>;

const systemResolver: Resolver = (host) =>
  new Promise((done, fail) => {
    resolve(host, { all: true, verbatim: true }, (error, found) => (error === null ? done(found) : fail(error)));
  });

/** The connection goes to an address that was just checked: the name is resolved here and nowhere else, so a name that changes its
 *  address between check and connection (DNS rebinding) gains nothing. One bad address among several refuses the name. */
const checkedLookup = (policy: AddressPolicy, resolver: Resolver): LookupFunction => (host, options, answer) => {
  resolver(host).then((found) => {
    const bad = found.map(({ address }) => forbiddenRange(address, policy)).find((range) => range !== undefined);
    const first = found[0];
    if (bad !== undefined) answer(blockedAddress(`${host} resolves to a ${bad} address`), '', 4);
    else if (first === undefined) answer(new Error(`${host} has no address`), '', 4);
    else if (options.all === true) answer(null, [...found]);
    else answer(null, first.address, first.family);
  }, (error: Error) => answer(error, '', 4));
};

/** The only way out for sources: an undici agent whose names are resolved once and checked. Literal addresses do not pass the lookup:
 *  callers guard the URL first. Proxy variables of the environment are ignored. */
export const createPinnedAgent = (policy: AddressPolicy, limits: HttpLimits, resolver: Resolver = systemResolver): Agent =>
  new Agent({
    connect: { lookup: checkedLookup(policy, resolver), timeout: limits.connectMs },
    headersTimeout: limits.firstByteMs,
    bodyTimeout: limits.idleMs,
    maxResponseSize: limits.maxBytes,
    connections: limits.atOnce,
  });
