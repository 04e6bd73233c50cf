import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../../../../core/roles.ts';
import type { HolderAction } from './lifecycle.ts';
import { nextRecordState } from './lifecycle.ts';

const states = ['draft', 'in-review', 'published', 'missing', 'withdrawn'] as const;
const actions: readonly HolderAction[] = ['save', 'submit', 'return', 'publish', 'withdraw'];

describe('states of a holder\'s record', () => {
  it('never lets a role in that has no part in it', () => {
    fc.assert(fc.property(fc.constantFrom(...states), fc.constantFrom(...actions), fc.subarray(['researcher', 'coordinator', 'operator', 'auditor'] as const), (state, action, callers) => {
      expect(nextRecordState(state, action, callers).type).not.toBe('go');
    }));
  });

  it('reaches nothing but withdrawn from published by withdrawing, and never draft', () => {
    fc.assert(fc.property(fc.constantFrom(...actions), fc.constantFrom(...roles), (action, role) => {
      const step = nextRecordState('published', action, [role]);
      if (step.type === 'go') expect(step.to).toBe(action === 'withdraw' ? 'withdrawn' : 'published');
    }));
  });

  it('lets staff return what is in review, and nobody else', () => {
    expect(nextRecordState('in-review', 'return', ['case-handler'])).toEqual({ type: 'go', to: 'draft' });
    expect(nextRecordState('in-review', 'return', ['data-holder']).type).toBe('not-allowed');
    expect(nextRecordState('draft', 'return', ['case-handler']).type).toBe('not-possible');
  });

  it('brings a withdrawn record back as a draft', () => {
    expect(nextRecordState('withdrawn', 'save', ['data-holder'])).toEqual({ type: 'go', to: 'draft' });
  });
});
