import { describe, expect, it } from 'vitest';
import { createBodyBudget } from './body-budget.ts';

describe('bytes of bodies at one time', () => {
  it('stops one partner before it fills the room of all', () => {
    const budget = createBodyBudget({ perPartner: 10, together: 15 });
    const back = budget.take('FI', 8);
    expect(() => budget.take('FI', 3)).toThrow(/one after the other/);
    budget.take('DE', 7);
    expect(() => budget.take('FR', 1)).toThrow(/one after the other/);
    back();
    back();
    budget.take('FI', 8);
    expect(() => budget.take('FR', 1)).toThrow(/one after the other/);
  });
});
