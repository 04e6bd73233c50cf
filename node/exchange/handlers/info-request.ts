import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Deciding node → home node: fields marked with a comment (use case VI). */
export const infoRequest = (receive: ReceiveLegMessage<'info-request'>): Handler => legHandler('info-request', receive);
