import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Express } from 'express';
import { ConfigError } from '../config/config.ts';

/** Begins to answer plain HTTP. @returns how to stop: what is being answered may end, for five seconds
 *  @throws ConfigError when the port is taken */
export const listenOn = (app: Express, name: string, at: { host: string; port: number }): Promise<() => Promise<void>> =>
  new Promise((done, fail) => {
    const server: Server = createServer(app);
    server.requestTimeout = 120_000;
    server.headersTimeout = 20_000;
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? new ConfigError([`The ${name} address ${at.host}:${at.port} is taken by another program: stop that one, or choose another port.`]) : error),
    );
    server.listen(at.port, at.host, () => done(() => closeServer(server)));
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
