import { expect, it } from 'vitest';
import { asId } from '../../../core/ids.ts';
import type { NodeId } from '../../../core/ids.ts';
import { createWaker } from './wake.ts';

it('tells active partners once per change, not at start, and survives one that is down', async () => {
  const partner = (id: string, active: boolean) => ({ nodeId: asId<NodeId>(id), name: {}, country: id, portal: 'https://x.example', active });
  let newest: string | null = '2026-01-01T00:00:00.000Z';
  const woken: string[] = [];
  const wake = createWaker({
    newest: () => Promise.resolve(newest), partners: () => [partner('FI', true), partner('DE', true), partner('SE', false)], log: { info: () => undefined },
    wake: (one) => {
      woken.push(one.nodeId);
      return one.nodeId === 'FI' ? Promise.reject(new Error('down')) : Promise.resolve();
    },
  });
  await wake();
  expect(woken).toEqual([]);
  newest = '2026-01-02T00:00:00.000Z';
  await wake();
  await wake();
  expect(woken).toEqual(['FI', 'DE']);
});
