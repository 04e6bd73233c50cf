import express from 'express';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Role } from '../../core/roles.ts';
import { errorHandler } from '../../node/http/errors.ts';
import { identifyRequest } from '../../node/http/middleware/request-id.ts';
import type { Operation } from '../../node/http/operation.ts';
import { attach, mount } from '../../node/http/run-operation.ts';

export type PublicServer = { ask(method: string, path: string, roles: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }>; close(): Promise<void> };

/** Operations as the public listener serves them, on a free port; callers say with each request which roles they have. */
export const servePublic = (operations: readonly Operation[]): Promise<PublicServer> => {
  const app = express();
  app.use(identifyRequest);
  app.use((req, _res, next) => {
    const roles = String(req.headers['x-test-roles'] ?? '').split(' ').filter((role) => role !== '') as Role[];
    if (roles.length > 0) attach(req, { caller: { person: 'person-1', name: 'Operator, demo', email: undefined, language: 'en', roles, holder: undefined } });
    next();
  });
  mount(app, operations, () => undefined);
  app.use(errorHandler(pino({ level: 'silent' })));
  return new Promise((ready) => {
    const server = app.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      ready({
        ask: async (method, path, roles, body) => {
          const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { 'x-test-roles': roles, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
          const text = await answer.text();
          return { status: answer.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
        },
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
};
