import express from 'express';
import type { Express, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { Identity } from '../identity/identity.ts';
import { errorHandler } from './errors.ts';
import { authenticate } from './middleware/authenticate.ts';
import { logRequests } from './middleware/log-requests.ts';
import { identifyRequest } from './middleware/request-id.ts';
import { secureHeaders } from './middleware/secure-headers.ts';
import type { Operation } from './operation.ts';
import type { RenderPage } from './public/portal/page.ts';
import type { Refused } from './run-operation.ts';
import { mount } from './run-operation.ts';

export type PublicDeps = {
  readonly node: string;
  readonly url: string;
  readonly webDir: string;
  readonly trustProxy: number;
  readonly origins: readonly string[];
  readonly identity: Identity;
  readonly operations: readonly Operation[];
  readonly renderPage: RenderPage;
  readonly log: Logger;
  readonly refused: Refused;
};

/** Reading is open to every origin, without credentials; other origins may use the API with a token when they are configured. */
const cors =
  (origins: readonly string[]): RequestHandler =>
  (req, res, next) => {
    const origin = req.headers.origin;
    if (req.method === 'GET' || req.method === 'HEAD') res.setHeader('access-control-allow-origin', '*');
    else if (origin !== undefined && origins.includes(origin)) res.setHeader('access-control-allow-origin', origin);
    if (req.method !== 'OPTIONS') return next();
    if (origin !== undefined && origins.includes(origin)) res.setHeader('access-control-allow-origin', origin);
    else res.setHeader('access-control-allow-origin', '*');
    res.setHeader('access-control-allow-methods', origin !== undefined && origins.includes(origin) ? 'GET, HEAD, POST, PUT, DELETE' : 'GET, HEAD');
    res.setHeader('access-control-allow-headers', 'authorization, content-type, accept, if-match, if-none-match, idempotency-key');
    res.status(204).end();
  };

const notFound =
  (renderPage: RenderPage): RequestHandler =>
  (req, res) => {
    if (req.method === 'GET' && !req.path.startsWith('/api/') && !req.path.startsWith('/fhir') && req.accepts(['json', 'html']) === 'html') {
      res.status(404).type('html').send(renderPage({ lang: 'en', title: '404' }));
      return;
    }
    throw new AppError('not-found', 'no-such-address', `Nothing answers ${req.method} at this address.`);
  };

export const createPublicApp = (deps: PublicDeps): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', deps.trustProxy);
  app.set('query parser', 'simple');
  app.use(identifyRequest);
  app.use(logRequests(deps.log));
  app.use(secureHeaders(deps.url.startsWith('https:')));
  app.use(cors(deps.origins));
  app.use('/assets', express.static(join(deps.webDir, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  app.use(express.static(deps.webDir, { index: false, maxAge: '1h' }));
  app.use(authenticate(deps.identity, deps.node));
  mount(app, deps.operations, deps.refused);
  app.use(notFound(deps.renderPage));
  app.use(errorHandler(deps.log));
  return app;
};
