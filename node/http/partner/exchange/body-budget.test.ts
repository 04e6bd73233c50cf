import { describe, expect, it } from 'vitest';
import { createBodyBudget } from './body-budget.ts';

describe('bytes of bodies at one time', () => {
  it('stops one partner before it fills the room of all, and counts only what has arrived', () => {
    const budget = createBodyBudget({ perPartner: 10, together: 15 });
    const first = budget.open('FI');
    budget.open('FI');
    first.add(5);
    first.add(3);
    expect(() => budget.open('FI').add(3)).toThrow(/one after the other/);
    budget.open('DE').add(7);
    expect(() => budget.open('FR').add(1)).toThrow(/one after the other/);
    first.release();
    first.release();
    budget.open('FI').add(8);
    expect(() => budget.open('FR').add(1)).toThrow(/one after the other/);
  });
});
