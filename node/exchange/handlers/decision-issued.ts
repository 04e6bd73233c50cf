import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Deciding node → home node: the decision card. */
export const decisionIssued = (receive: ReceiveLegMessage<'decision-issued'>): Handler => legHandler('decision-issued', receive);
