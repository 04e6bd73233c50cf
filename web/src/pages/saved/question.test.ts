import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, questionOf } from './question.ts';

describe('saved searches', () => {
  it('keep words and filters, not the view', () => {
    expect(questionOf(new URLSearchParams('q=cancer&node=FI&node=DE&accessLevel=NON_PUBLIC&sort=title&page=3'))).toEqual({ q: 'cancer', node: ['FI', 'DE'], accessLevel: 'NON_PUBLIC' });
  });
  it('lead back to the same search', () => {
    const key = fc.constantFrom('q', 'node', 'healthTheme', 'individualsMin');
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.string({ minLength: 1 }))), (pairs) => {
        const first = questionOf(new URLSearchParams(pairs));
        expect(questionOf(new URL(addressOf(first), 'https://portal.example').searchParams)).toEqual(first);
      }),
    );
  });
  it('understand what the server adds', () => {
    expect(addressOf({ q: '', page: 1, perPage: 20, sort: 'relevance', individualsMin: 100, node: ['FR'] })).toBe('/search?individualsMin=100&node=FR');
  });
});
