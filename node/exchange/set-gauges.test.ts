import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import type { LinkStatus } from '../../core/api/status.ts';
import { createExchangeMetrics } from './metrics.ts';
import { setLinkGauges } from './set-gauges.ts';

const link = (partner: string, more: Partial<LinkStatus>): LinkStatus => ({ partner, state: 'open', waiting: 0, inFlight: 0, dead: 0, failuresLastHour: 0, ...more }) as LinkStatus;

it('tells what waits for whom, which links are open, and forgets a partner that left', async () => {
  const registry = new Registry();
  const metrics = createExchangeMetrics(registry);
  setLinkGauges(metrics, [link('de', {}), link('gone', { waiting: 9 })], 0);
  setLinkGauges(metrics, [link('de', {}), link('fi', { state: 'held', waiting: 3, oldestWaitingSeconds: 12 })], 2);
  const lines = (await registry.metrics()).split('\n');
  for (const line of ['waiting{partner="fi"} 3', 'oldest_waiting_seconds{partner="fi"} 12', 'link_open{partner="fi"} 0', 'link_open{partner="de"} 1', 'quarantined 2']) expect(lines).toContain(`ehds_exchange_${line}`);
  expect(lines.filter((line) => line.includes('gone'))).toEqual([]);
});
