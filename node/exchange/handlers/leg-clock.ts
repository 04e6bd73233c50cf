import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Deciding node → home node: a period started, was extended or moved. */
export const legClock = (receive: ReceiveLegMessage<'leg-clock'>): Handler => legHandler('leg-clock', receive);
