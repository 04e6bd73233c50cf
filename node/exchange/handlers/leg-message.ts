import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Either way: a free word outside the form; never changes a status or a clock. */
export const legMessage = (receive: ReceiveLegMessage<'leg-message'>): Handler => legHandler('leg-message', receive);
