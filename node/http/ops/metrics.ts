import type { Registry } from 'prom-client';
import type { Operation } from '../operation.ts';
import { localOnly } from '../operation.ts';

export const metrics = (registry: Registry): Operation => ({
  method: 'GET',
  path: '/metrics',
  access: localOnly,
  summary: 'Prometheus metrics',
  handle: async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  },
});
