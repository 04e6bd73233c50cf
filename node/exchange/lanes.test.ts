import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLanes } from './lanes.ts';

const tick = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('lanes', () => {
  it('ask for as many jobs as lanes are free', () => {
    const lanes = createLanes(4, 0);
    expect([lanes.news(1), lanes.news(3), lanes.news(99)]).toEqual([1, 3, 4]);
  });
  it('take new work without a job while they wait for more', async () => {
    const lanes = createLanes(1, 60_000);
    const work: string[] = [];
    const todo = ['first'];
    const lane = lanes.run(() => {
      const next = todo.shift();
      if (next !== undefined) work.push(next);
      return Promise.resolve(next !== undefined);
    });
    await tick();
    todo.push('second');
    expect(lanes.news(1)).toBe(0);
    await tick();
    expect(work).toEqual(['first', 'second']);
    lanes.close();
    await lane;
  });
  it('end with the step they are at when the process stops', async () => {
    const lanes = createLanes(2, 60_000);
    let steps = 0;
    const lane = lanes.run(() => {
      steps++;
      lanes.close();
      return Promise.resolve(true);
    });
    await lane;
    expect(steps).toBe(1);
  });
  it('free their place when a step fails', async () => {
    const lanes = createLanes(1, 0);
    await expect(lanes.run(() => Promise.reject(new Error('database gone')))).rejects.toThrow('database gone');
    expect(lanes.news(1)).toBe(1);
  });
  it('leave nothing behind, whenever news come: what is told is either worked on or asked for with a job', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(fc.record({ count: fc.integer({ min: 1, max: 4 }), ticks: fc.integer({ min: 0, max: 4 }) }), { maxLength: 12 }), async (width, arrivals) => {
        const lanes = createLanes(width, 0);
        const running: Promise<void>[] = [];
        let open = 0;
        const step = async (): Promise<boolean> => {
          const looked = open;
          await tick();
          if (looked === 0 || open === 0) return false;
          open--;
          return true;
        };
        for (const { count, ticks } of arrivals) {
          open += count;
          for (let jobs = lanes.news(count); jobs > 0; jobs--) running.push(lanes.run(step));
          for (let n = 0; n < ticks; n++) await tick();
        }
        await Promise.all(running);
        expect(open).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
