import { parentPort, workerData } from 'node:worker_threads';
import type { NormaliseSettings } from '../../../mappings/normalise/settings.ts';
import { stateTrust } from '../sources/holder/state-trust.ts';
import { fromPayload } from '../sources/payload.ts';
import { lookAtText } from './looker.ts';
import type { OwnNode } from './own-prepare.ts';
import { createOwnPrepare } from './own-prepare.ts';
import type { Prepared } from './prepared.ts';
import type { Order } from './thread-looker.ts';

// A thread of thread-looker.ts: own descriptions, looked at with the very pipeline of the node.
let trusted: ReadonlySet<string> = new Set();
const prepare = createOwnPrepare(workerData as OwnNode, (description) => stateTrust(description, trusted));

/** Errors of any kind travel as text. */
const portable = (one: Prepared): Prepared => (one.type === 'broken' ? { type: 'broken', error: String((one.error as Error | undefined)?.stack ?? one.error) } : one);

parentPort?.on('message', (order: Order) => {
  void (async () => {
    trusted = new Set(order.extra as readonly string[]);
    const found: Prepared[] = [];
    for (const ask of order.asks) found.push(portable(await lookAtText<NormaliseSettings>(prepare, fromPayload, ask, order.options as never)));
    parentPort?.postMessage(found);
  })();
});
