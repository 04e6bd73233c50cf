import type { Attributes, Context, Span } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, context, isSpanContextValid, trace } from '@opentelemetry/api';

/** Spans of the node (exchange.md §6): one trace from a person's click through the exchange to the partner's handler and back. Attributes are ids and codes, never
 *  contents. Without a place to send them (TRACES_URL) nothing is recorded, and these functions cost next to nothing. */
const tracer = () => trace.getTracer('ehds-node');

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** W3C trace context as a parent. What a partner wrote there is believed only as far as it has the form. */
export const contextOf = (traceparent: string | null | undefined): Context => {
  const [, traceId, spanId] = form.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  const remote = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
};

export const traceparentOf = (span: Span): string | undefined => {
  const { traceId, spanId } = span.spanContext();
  return isSpanContextValid(span.spanContext()) ? `00-${traceId}-${spanId}-01` : undefined;
};

export type SpanOptions = { readonly kind?: 'server' | 'client' | 'producer' | 'consumer'; readonly parent?: Context; readonly attributes?: Attributes };

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER };

/** What failed, as a code: the message of a foreign error may quote content. */
const failureOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'unknown';
};

/** Runs `work` inside a span; a throw marks the span as failed with its code and goes on. */
export const inSpan = <T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> => {
  const parent = options.parent ?? context.active();
  const kind = options.kind === undefined ? SpanKind.INTERNAL : kinds[options.kind];
  return tracer().startActiveSpan(name, { kind, ...(options.attributes === undefined ? {} : { attributes: options.attributes }) }, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: failureOf(error) });
      throw error;
    } finally {
      span.end();
    }
  });
};
