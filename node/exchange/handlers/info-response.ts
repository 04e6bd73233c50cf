import type { Handler } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';
import { legHandler } from './read-leg.ts';

/** Home node → deciding node: the applicant's answer, as a new version. */
export const infoResponse = (receive: ReceiveLegMessage<'info-response'>): Handler => legHandler('info-response', receive);
