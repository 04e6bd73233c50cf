import type { NodeId } from '../core/ids.ts';

/** Every queue of a node. One delivery queue per partner, so that a dead partner's jobs never stand before another's. */
export type QueueName = `deliver.${string}` | 'inbox' | 'sources' | 'links';

export const deliverQueue = (partner: NodeId): QueueName => `deliver.${partner}`;
export const inboxQueue: QueueName = 'inbox';
/** Wake-ups of the catalogue's sources: the id is the source's. */
export const sourcesQueue: QueueName = 'sources';
/** Turns of the prober of addresses in records. */
export const linksQueue: QueueName = 'links';
