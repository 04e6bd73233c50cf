import type { Operation } from '../operation.ts';
import { localOnly } from '../operation.ts';

export type HealthFacts = {
  readonly node: string;
  readonly version: string;
  readonly started: string;
  readonly demo: boolean;
  readonly database: boolean;
  readonly queue: boolean;
  readonly directoryVersion: number | undefined;
};

/** 200 while the node can do its work, 503 with the same facts when the database or the queue cannot be reached. */
export const health = (facts: () => Promise<HealthFacts>): Operation => ({
  method: 'GET',
  path: '/health',
  access: localOnly,
  summary: 'Can this node work',
  handle: async (_req, res) => {
    const now = await facts();
    res.status(now.database && now.queue ? 200 : 503).json({ status: now.database && now.queue ? 'ok' : 'failing', ...now });
  },
});
