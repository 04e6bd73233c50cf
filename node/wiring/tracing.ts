import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { version } from '../version.ts';

const stopMs = 3000;

/** Sends the node's spans to an OpenTelemetry collector (OTLP over HTTP). Spans that cannot be sent are dropped after a while: no collector keeps a node from its work.
 *  @param url base address of the collector; undefined: nothing is recorded
 *  @returns how to send what is left and stop */
export const wireTracing = (url: string | undefined, nodeId: string): (() => Promise<void>) => {
  if (url === undefined) return () => Promise.resolve();
  const exporter = new OTLPTraceExporter({ url: `${url.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: 5000 });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `ehds-node-${nodeId}`, 'service.version': version, 'ehds.node': nodeId }),
    spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 4096, scheduledDelayMillis: 2000 })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    trace.disable();
    context.disable();
    await Promise.race([provider.shutdown(), new Promise((done) => setTimeout(done, stopMs).unref())]);
  };
};
