import type { ReceiveFrom } from '../../../exchange/receive.ts';
import type { Operation } from '../../operation.ts';
import { processMessage } from './process-message.ts';

/** What partners may do with the exchange. */
export const exchangePartnerOperations = (parts: { receive: ReceiveFrom }): readonly Operation[] => [processMessage(parts)];
