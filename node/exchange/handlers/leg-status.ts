import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Deciding node → home node and the other countries: every transition, as a full snapshot. */
export const legStatus = (receive: ReceiveLegMessage<'leg-status'>): Handler => legHandler('leg-status', receive);
