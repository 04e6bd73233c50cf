// Spans of two nodes, each a process of its own, sent to a collector over HTTP: one trace from the sending feature to the partner's handler and back (exchange.md §6).
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDatabaseUrl } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import type { TestConsortium } from '../support/consortium.ts';
import { testConsortium } from '../support/consortium.ts';
import type { NodeProcess } from '../fire/processes.ts';
import { startProcess } from '../fire/processes.ts';

type Value = { stringValue?: string; intValue?: number };
type Attribute = { key: string; value: Value };
type Span = { traceId: string; spanId: string; parentSpanId?: string; name: string; attributes: Attribute[] };
type Export = { resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[] };
type Seen = Span & { node: string; raw: string };

let collector: Server;
let consortium: TestConsortium;
let processes: NodeProcess[] = [];
const seen: Seen[] = [];
const valueOf = (attributes: Attribute[], key: string): string => attributes.find((one) => one.key === key)?.value.stringValue ?? '';

beforeAll(async () => {
  collector = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const sent = JSON.parse(Buffer.concat(parts).toString('utf8')) as Export;
      for (const { resource, scopeSpans } of sent.resourceSpans) for (const { spans } of scopeSpans) for (const span of spans) seen.push({ ...span, node: valueOf(resource.attributes, 'ehds.node'), raw: JSON.stringify(span) });
      res.setHeader('content-type', 'application/json');
      res.end('{}');
    });
  });
  await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
  const tracesUrl = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  consortium = await testConsortium(['FR', 'FI']);
  processes = await Promise.all(
    ['FR', 'FI'].map(async (nodeId) =>
      startProcess(nodeId, { nodeId, keysDir: consortium.keysDir(nodeId), directoryFile: consortium.directoryFile, directoryKeysFile: consortium.directoryKeysFile, port: consortium.ports(nodeId).partner, databaseUrl: await newDatabaseUrl(), tracesUrl }),
    ),
  );
}, 120_000);
afterAll(async () => {
  await Promise.all(processes.map((one) => one.kill()));
  collector.close();
  await consortium.remove();
});

describe('traces', () => {
  it('join both nodes: send, deliver, receive, process, and the outcome on its way back, without contents', async () => {
    processes[0]?.tell({ type: 'load', load: { partners: ['FI'], perSecond: 10, correlations: 1, contentBytes: 200, total: 1 } });
    const of = (node: string, name: string, event: string): Seen | undefined => seen.find((span) => span.node === node && span.name === name && valueOf(span.attributes, 'ehds.event') === event);
    const there = [['FR', 'message send'], ['FR', 'message deliver'], ['FI', 'message receive'], ['FI', 'message process']] as const;
    const back = [['FI', 'message send'], ['FI', 'message deliver'], ['FR', 'message receive'], ['FR', 'message process']] as const;
    const spans = await waitFor(
      'all spans are at the collector',
      () => {
        const found = [...there.map(([node, name]) => of(node, name, 'leg-submit')), ...back.map(([node, name]) => of(node, name, 'outcome'))];
        return Promise.resolve(found.every((span) => span !== undefined) ? found : undefined);
      },
      { timeoutMs: 60_000 },
    );
    const [send, ...others] = spans;
    expect(new Set(spans.map((span) => span.traceId)).size).toBe(1);
    for (const span of others.slice(0, 3)) expect(span.parentSpanId).toBe(send?.spanId);
    expect(others[3]?.parentSpanId).toBe(send?.spanId);
    // What someContent() puts into messages must not be found here.
    for (const span of seen) expect(span.raw).not.toMatch(/q{20}|resourceType/);
    expect(new Set(seen.flatMap((span) => span.attributes.map((one) => one.key)))).toEqual(new Set(['ehds.message', 'ehds.partner', 'ehds.event', 'ehds.correlation', 'ehds.attempt', 'ehds.request', 'ehds.result', 'http.response.status_code']));
  }, 90_000);
});
