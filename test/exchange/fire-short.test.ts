import { expect, it } from 'vitest';
import { playWithFire } from '../fire/fire.ts';

// A short one; the long one is `npm run test:fire -- --minutes 20`.
it('loses and doubles nothing while processes, databases, Redis and links die', async () => {
  const lines: string[] = [];
  const result = await playWithFire({ minutes: 0.25, perSecond: 10, everyMs: 3000, drainMs: 90_000, say: (line) => lines.push(line) });
  expect(result.sent, lines.join('\n')).toBeGreaterThan(20);
  expect({ lost: result.lost, doubled: result.doubled, outOfOrder: result.outOfOrder, outcomesLost: result.outcomesLost, crashed: result.crashed }, lines.join('\n')).toEqual({ lost: 0, doubled: 0, outOfOrder: 0, outcomesLost: 0, crashed: 0 });
}, 300_000);
