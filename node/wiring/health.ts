import { version } from '../version.ts';
import { health } from '../http/ops/health.ts';
import { metrics } from '../http/ops/metrics.ts';
import type { Base, Offers } from './base.ts';
import { databaseReachable } from './reachable.ts';

export const wireHealth = (base: Base, ports: { directoryVersion: () => number; queueReachable: () => Promise<boolean> }): Offers => {
  const started = base.clock.now();
  const { config } = base;
  return {
    opsOperations: [
      health(async () => ({
        node: config.node.id, version, started, demo: config.node.demo, directoryVersion: ports.directoryVersion(),
        database: await databaseReachable(base.storage.pool), queue: await ports.queueReachable(),
      })),
      metrics(base.metrics),
    ],
  };
};
