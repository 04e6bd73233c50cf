import express from 'express';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { Operation } from './operation.ts';
import { errorHandler } from './errors.ts';
import { identifyRequest } from './middleware/request-id.ts';
import { mount } from './run-operation.ts';

/** Metrics and health, on an address of their own that no reverse proxy publishes. */
export const createOpsApp = (deps: { operations: readonly Operation[]; log: Logger }): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.use(identifyRequest);
  mount(app, deps.operations, () => undefined);
  app.use(errorHandler(deps.log));
  return app;
};
