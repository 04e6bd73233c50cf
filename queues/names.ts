import type { NodeId } from '../core/ids.ts';

/** Every queue of a node. One delivery queue per partner, so that a dead partner's jobs never stand before another's. */
export type QueueName = `deliver.${string}` | 'inbox';

export const deliverQueue = (partner: NodeId): QueueName => `deliver.${partner}`;
export const inboxQueue: QueueName = 'inbox';
