import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Home node → deciding node: the applicant withdraws. */
export const legWithdraw = (receive: ReceiveLegMessage<'leg-withdraw'>): Handler => legHandler('leg-withdraw', receive);
