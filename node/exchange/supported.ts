import type { Participant } from '../../core/directory.ts';
import { protocolVersion } from '../../core/exchange.ts';

/** What the directory says a partner takes (exchange.md §2.2 supports[]): a message of another version or event is not sent at all.
 *  @returns the reason of the dead letter with a sentence for the operator; undefined when the partner takes it */
export const unsupported = (partner: Participant | undefined, event: string): { readonly reason: 'unsupported-version' | 'unsupported-event'; readonly said: string } | undefined => {
  if (partner === undefined) return undefined;
  const { protocols, events } = partner.supports;
  if (!protocols.includes(protocolVersion)) return { reason: 'unsupported-version', said: `Not sent: the directory says that ${partner.nodeId} speaks protocol ${protocols.join(', ') || 'none'}, and this message is in ${protocolVersion}.` };
  if (!events.includes(event)) return { reason: 'unsupported-event', said: `Not sent: the directory says that ${partner.nodeId} takes ${events.join(', ') || 'no events'}, and not ${event}.` };
  return undefined;
};
