// One process of an exchange-only node, started by the fire test and the benchmark with its options as JSON; killed without warning.
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { NodeId } from '../../core/ids.ts';
import { inTransaction, openDb } from '../../node/storage/db.ts';
import type { ExchangeNode, ExchangeNodeOptions } from '../exchange/support/exchange-node.ts';
import { startExchangeNode } from '../exchange/support/exchange-node.ts';
import { createEffectTable, recordingHandlers, someContent } from '../exchange/support/effects.ts';

export type ProcessOptions = Omit<ExchangeNodeOptions, 'handlers' | 'hooks' | 'clock'>;
export type Load = { readonly partners: readonly string[]; readonly perSecond: number; readonly correlations: number; readonly contentBytes: number; readonly total?: number };
export type ToProcess = { readonly type: 'load'; readonly load: Load } | { readonly type: 'stop-load' } | { readonly type: 'memory' };
export type FromProcess = { readonly type: 'ready' } | { readonly type: 'load-stopped'; readonly sent: number } | { readonly type: 'memory'; readonly rss: number; readonly heap: number; readonly cpuMs: number };

const tell = (message: FromProcess): void => void process.send?.(message);

/** What was sent, written in the transaction that sends it: the truth the end is compared with. */
const createSentTable = async (url: string): Promise<void> => {
  const open = openDb({ connectionString: url, max: 1, onError: () => undefined });
  await createEffectTable(open.db);
  await sql`create table if not exists sent_log (message_id uuid primary key, receiver text not null, correlation_id text not null, at timestamptz(3) not null default now())`.execute(open.db);
  await open.close();
};

const createLoad = (node: ExchangeNode) => {
  let running: Load | undefined;
  let sent = 0;
  const one = async (load: Load, to: string, correlationId: string): Promise<void> => {
    await inTransaction(node.storage.db, async (tx) => {
      const id = await node.exchange.outbox.add(tx, { to: to as NodeId, event: 'leg-submit', correlationId, content: someContent(load.contentBytes) });
      await sql`insert into sent_log (message_id, receiver, correlation_id) values (${id}, ${to}, ${correlationId})`.execute(tx);
    });
    sent++;
    node.exchange.wake();
  };
  const run = async (load: Load): Promise<void> => {
    const correlations = Array.from({ length: load.correlations }, () => newId());
    const started = performance.now();
    let issued = 0;
    while (running === load && (load.total === undefined || issued < load.total)) {
      const due = Math.min(load.total ?? Infinity, Math.floor(((performance.now() - started) / 1000) * load.perSecond));
      const batch: Promise<void>[] = [];
      for (; issued < due && batch.length < 16; issued++) {
        const to = load.partners[issued % load.partners.length] ?? '';
        const correlation = correlations[Math.floor(Math.random() * correlations.length)] ?? '';
        // A transaction that fails was not sent: the database may be gone for a moment.
        batch.push(one(load, to, correlation).catch(() => undefined));
      }
      if (batch.length === 0) await new Promise((done) => setTimeout(done, 5));
      await Promise.all(batch);
    }
    tell({ type: 'load-stopped', sent });
  };
  return {
    start: (load: Load): void => {
      running = load;
      void run(load);
    },
    stop: (): void => {
      if (running === undefined) tell({ type: 'load-stopped', sent });
      running = undefined;
    },
  };
};

const main = async (): Promise<void> => {
  const options = JSON.parse(process.argv[2] ?? '{}') as ProcessOptions;
  await createSentTable(options.databaseUrl);
  const node = await startExchangeNode({ ...options, handlers: () => recordingHandlers() });
  const load = createLoad(node);
  process.on('message', (message) => {
    const order = message as ToProcess;
    if (order.type === 'load') load.start(order.load);
    else if (order.type === 'stop-load') load.stop();
    else tell({ type: 'memory', rss: process.memoryUsage().rss, heap: process.memoryUsage().heapUsed, cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1000 });
  });
  process.on('disconnect', () => process.exit(0));
  tell({ type: 'ready' });
};

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
