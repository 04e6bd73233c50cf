import { randomBytes } from 'node:crypto';
import { context, trace } from '@opentelemetry/api';

/** W3C trace context to send along: of the span under way, else a new trace, so that the logs of two nodes can always be laid side by side. */
export const newTraceparent = (): string => {
  const span = trace.getSpanContext(context.active());
  const traceId = span?.traceId ?? randomBytes(16).toString('hex');
  return `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
};
