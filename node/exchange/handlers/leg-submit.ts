import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Home node → deciding node: a submission or a further version of it (applications.md §4.1, use cases IV, V, VII). */
export const legSubmit = (receive: ReceiveLegMessage<'leg-submit'>): Handler => legHandler('leg-submit', receive);
