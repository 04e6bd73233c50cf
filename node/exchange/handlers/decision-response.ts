import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Home node → deciding node: the applicant accepts or declines. */
export const decisionResponse = (receive: ReceiveLegMessage<'decision-response'>): Handler => legHandler('decision-response', receive);
