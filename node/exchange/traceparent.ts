import { randomBytes } from 'node:crypto';

/** W3C trace context for a node that records no spans: the trace of the message that is answered, else a new one, so that the logs of two nodes can always be
 *  laid side by side. */
export const newTraceparent = (cause: string | undefined): string => {
  const traceId = /^00-([0-9a-f]{32})-/.exec(cause ?? '')?.[1] ?? randomBytes(16).toString('hex');
  return `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
};

/** What a span says of a message: ids only. */
export const spanAttributes = (messageId: string, partner: string, event: string, correlationId: string) => ({ 'ehds.message': messageId, 'ehds.partner': partner, 'ehds.event': event, 'ehds.correlation': correlationId });
