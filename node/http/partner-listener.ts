// The mutual-TLS listener (exchange.md §2.3): TLS 1.3, a certificate of our CA, then who it is — on every request.
import express from 'express';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import { AppError } from '../../core/errors.ts';
import { errorHandler } from './errors.ts';
import { limitPartnerRate } from './middleware/limit-partner-rate.ts';
import { logRequests } from './middleware/log-requests.ts';
import { identifyRequest } from './middleware/request-id.ts';
import type { PeerRefused } from './middleware/require-partner.ts';
import { requirePartner } from './middleware/require-partner.ts';
import { tellTrouble } from './middleware/tell-trouble.ts';
import { limitHandshakes } from './handshake-limit.ts';
import type { Operation } from './operation.ts';
import type { PeerGate } from './peer-sockets.ts';
import { createPeerSockets } from './peer-sockets.ts';
import type { Refused } from './run-operation.ts';
import { mount } from './run-operation.ts';
import { tlsRefusalCode } from './tls-refusals.ts';

export type PartnerLimits = {
  readonly connections: number;
  /** Of those, connections that have not shown a certificate yet. */
  readonly handshakes: number;
  readonly connectionsPerPartner: number;
  readonly requestsPerSecond: number;
  readonly handshakeMs: number;
  readonly headersMs: number;
  /** A whole request, body included: slow senders are cut off here. */
  readonly requestMs: number;
  readonly idleMs: number;
  readonly headerBytes: number;
};

/** 16 MiB in 60 s is 280 kB/s: slower lines exist, but a sender that slow holds memory for a minute and will retry. */
export const partnerLimits: PartnerLimits = {
  connections: 1000, handshakes: 200, connectionsPerPartner: 64, requestsPerSecond: 2000, handshakeMs: 10_000, headersMs: 10_000, requestMs: 60_000, idleMs: 65_000, headerBytes: 16_384,
};

export type PartnerListenerDeps = {
  readonly host: string;
  readonly port: number;
  readonly gate: PeerGate & { secureContext(): SecureContextOptions; onChange(listener: () => void): () => void };
  readonly operations: readonly Operation[];
  readonly limits?: Partial<PartnerLimits>;
  readonly log: Logger;
  /** Hears of everyone who did not get in: failed handshakes and refused peers. */
  readonly refusedPeer: PeerRefused;
  /** Hears of refusals by an operation's access rule. */
  readonly refused: Refused;
};

export type PartnerListener = {
  /** Begins to listen. @returns the port, also when 0 was asked for @throws Error when the port is taken */
  listen(): Promise<number>;
  close(): Promise<void>;
  /** Destroys open connections of one partner (pause, revocation). @returns how many */
  closeSocketsOf(nodeId: string): number;
  /** Open connections by partner, for metrics. */
  connections(): ReadonlyMap<string, number>;
};

const createPartnerApp = (deps: PartnerListenerDeps, limits: PartnerLimits, peers: ReturnType<typeof createPeerSockets>): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(identifyRequest);
  app.use(logRequests(deps.log));
  app.use(requirePartner(peers.judge, deps.refusedPeer));
  app.use(limitPartnerRate(limits.requestsPerSecond));
  mount(app, deps.operations, deps.refused);
  app.use((req) => {
    throw new AppError('not-found', 'no-such-address', `Nothing answers ${req.method} at this address of the partner listener.`);
  });
  app.use(tellTrouble(deps.refusedPeer));
  app.use(errorHandler(deps.log));
  return app;
};

// Lists run out and certificates expire without any file changing: look again this often.
const recheckMs = 5_000;

export const createPartnerListener = (deps: PartnerListenerDeps): PartnerListener => {
  const limits = { ...partnerLimits, ...deps.limits };
  const peers = createPeerSockets(deps.gate, limits.connectionsPerPartner, deps.refusedPeer);
  const server = createServer(
    {
      ...deps.gate.secureContext(),
      requestCert: true,
      rejectUnauthorized: true,
      handshakeTimeout: limits.handshakeMs,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: limits.headerBytes,
    },
    createPartnerApp(deps, limits, peers),
  );
  server.maxConnections = limits.connections;
  server.maxHeadersCount = 64;
  server.on('tlsClientError', (error, socket: TLSSocket) => {
    const code = tlsRefusalCode(error, socket);
    if (code !== 'tls-broken-off') deps.refusedPeer(code, { address: socket.remoteAddress, detail: error.message });
    socket.destroy();
  });
  limitHandshakes(server, limits.handshakes);
  server.on('secureConnection', peers.add);

  let context = JSON.stringify(deps.gate.secureContext());
  const renew = (): void => {
    const fresh = deps.gate.secureContext();
    const text = JSON.stringify(fresh);
    if (text !== context) server.setSecureContext(fresh);
    context = text;
    peers.destroyRefused();
  };
  const stopHearing = deps.gate.onChange(renew);
  const recheck = setInterval(renew, recheckMs);
  recheck.unref();

  return {
    listen: () =>
      new Promise((done, fail) => {
        server.once('error', (error: NodeJS.ErrnoException) =>
          fail(error.code === 'EADDRINUSE' ? new Error(`PARTNER_PORT ${deps.host}:${deps.port} is taken by another program: stop that one, or choose another port.`) : error),
        );
        server.listen(deps.port, deps.host, () => {
          server.removeAllListeners('error');
          server.on('error', (error) => deps.log.error({ err: error }, 'partner listener'));
          done((server.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise((done) => {
        stopHearing();
        clearInterval(recheck);
        server.close(() => done());
        server.closeIdleConnections();
        // In-flight requests get a moment, then go: their senders retry.
        setTimeout(() => server.closeAllConnections(), 2_000).unref();
      }),
    closeSocketsOf: peers.destroyOf,
    connections: peers.count,
  };
};
