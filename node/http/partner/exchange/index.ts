import type { NodeId } from '../../../../core/ids.ts';
import type { RestoreAnswer } from '../../../exchange/after-restore.ts';
import type { ReceiveFrom } from '../../../exchange/receive.ts';
import type { Operation } from '../../operation.ts';
import { deliverAgain } from './deliver-again.ts';
import { metadata } from './metadata.ts';
import { processMessage } from './process-message.ts';

/** What partners may do with the exchange. */
export const exchangePartnerOperations = (parts: { receive: ReceiveFrom; deliverAgain: (partner: NodeId, since: string) => Promise<RestoreAnswer> }, now: () => string): readonly Operation[] => [processMessage(parts), deliverAgain(parts), metadata(now)];
