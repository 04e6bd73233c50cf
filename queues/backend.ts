import type { Processor, Queue, QueueOptions, Worker, WorkerOptions } from 'bullmq';
import type { JobPayload } from './payloads.ts';

/** Where BullMQ keeps its jobs: PostgreSQL by default, Redis with QUEUE_URL. One shared pool or client for all queues and workers of the node. */
export type QueueBackend = {
  readonly kind: 'postgres' | 'redis';
  queue(name: string, options: Omit<QueueOptions, 'connection'>): Queue<JobPayload>;
  worker(name: string, work: Processor<JobPayload>, options: Omit<WorkerOptions, 'connection'>): Worker<JobPayload>;
  ping(): Promise<void>;
  close(): Promise<void>;
};
