import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Deciding node → the other countries of the application: outcome and date, Art. 68(5). */
export const peerDecision = (receive: ReceiveLegMessage<'peer-decision'>): Handler => legHandler('peer-decision', receive);
