import type { PeerCertificate } from 'node:tls';
import { checkServerIdentity as checkHost } from 'node:tls';
import { Agent } from 'undici';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import { networkError } from './network-error.ts';
import type { PartnerAnswer, PartnerClient, PartnerRequest } from './partner-client.ts';
import { readLimited } from './read-limited.ts';

/** Where a partner's gateway is. `generation` changes whenever its certificate must be looked at anew (keys, periods, revocation lists): a new pool does so. */
export type Gateway = { readonly url: string; readonly generation: string };

export type PartnerClientDeps = {
  readonly gatewayOf: (node: NodeId) => Gateway | undefined;
  /** Judges the server's leaf certificate (DER) when a connection opens: listed for this very node, and naming it. @returns why not */
  readonly refuseServer: (node: NodeId, certificate: Buffer) => string | undefined;
  /** Our own certificate and key (PEM), and the consortium's CAs. */
  readonly identity: () => { readonly keyPem: string; readonly certPem: string; readonly ca: readonly string[] };
  /** Open connections per partner: the bulkhead. */
  readonly connections: number;
};

type Pool = { readonly agent: Agent; readonly origin: string; readonly prefix: string };

const checkIdentity = (deps: PartnerClientDeps, node: NodeId) => (host: string, certificate: PeerCertificate): Error | undefined => {
  const refused = deps.refuseServer(node, certificate.raw);
  return refused === undefined ? checkHost(host, certificate) : Object.assign(new Error(refused), { code: 'ERR_TLS_NOT_THE_PARTNER' });
};

const openPool = (deps: PartnerClientDeps, node: NodeId, gateway: Gateway): Pool => {
  const { keyPem, certPem, ca } = deps.identity();
  const url = new URL(gateway.url);
  const agent = new Agent({
    connections: deps.connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    // No session is resumed: every connection looks at the partner's certificate again.
    maxCachedSessions: 0,
    connect: { key: keyPem, cert: certPem, ca: [...ca], minVersion: 'TLSv1.3', timeout: 10_000, checkServerIdentity: checkIdentity(deps, node) },
  });
  return { agent, origin: url.origin, prefix: url.pathname.replace(/\/$/, '') };
};

const send = async (pool: Pool, request: PartnerRequest): Promise<PartnerAnswer> => {
  const started = performance.now();
  const answer = await pool.agent.request({
    origin: pool.origin,
    path: `${pool.prefix}${request.path}`,
    method: request.method,
    headers: { ...request.headers },
    body: request.body ?? null,
    signal: AbortSignal.timeout(request.timeoutMs),
  });
  const body = await readLimited(answer.body, request.maxBytes);
  const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]));
  return { status: answer.statusCode, headers, body, durationMs: performance.now() - started };
};

/** Calls to partners over mutual TLS with one connection pool per partner and key generation (undici follows no redirect). A pool is renewed when
 *  the partner's address or listed keys change, or ours do; the old one finishes what it has under way. */
export const createPartnerClient = (deps: PartnerClientDeps): PartnerClient => {
  const pools = new Map<NodeId, { readonly key: string; readonly pool: Pool }>();
  const retire = (pool: Pool): Promise<void> => pool.agent.close().catch(() => undefined);
  const keyOf = (gateway: Gateway): string => {
    const { certPem, ca } = deps.identity();
    return [gateway.url, gateway.generation, certPem, ...ca].join('\n');
  };
  const poolOf = (node: NodeId): Pool => {
    const gateway = deps.gatewayOf(node);
    if (gateway === undefined) throw new AppError('not-found', 'unknown-partner', `The directory lists no active participant ${node}.`);
    const key = keyOf(gateway);
    const known = pools.get(node);
    if (known?.key === key) return known.pool;
    const pool = openPool(deps, node, gateway);
    pools.set(node, { key, pool });
    if (known !== undefined) void retire(known.pool);
    return pool;
  };
  return {
    request: async (to, request) => {
      const pool = poolOf(to);
      try {
        return await send(pool, request);
      } catch (error) {
        throw networkError(to, error);
      }
    },
    drop: async (to) => {
      const known = pools.get(to);
      pools.delete(to);
      await known?.pool.agent.destroy();
    },
    close: async () => {
      const all = [...pools.values()];
      pools.clear();
      await Promise.all(all.map(({ pool }) => pool.agent.destroy()));
    },
  };
};
