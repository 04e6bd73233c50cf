import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterEntries, pageAddress, searchQuestion, setParameter, setRange, toggleFilter, withoutFilters } from './address.ts';
import { rangeEnd, ranges } from './ranges.ts';

const word = fc.stringMatching(/^[a-z]{1,8}$/);

describe('the address of a search', () => {
  it('a filter chosen twice is as if never chosen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('node', 'type', 'holder'), word)), fc.constantFrom('node', 'type'), word, (entries, key, value) => {
        const start = new URLSearchParams(entries.filter(([k, v]) => !(k === key && v === value)));
        expect(toggleFilter(toggleFilter(start, key, value), key, value).toString()).toBe(start.toString());
      }),
    );
  });
  it('a changed question starts at its first page', () => {
    const start = new URLSearchParams('q=stroke&page=4');
    expect(toggleFilter(start, 'node', 'FI').has('page')).toBe(false);
    expect(setParameter(start, 'sort', 'title').has('page')).toBe(false);
  });
  it('removing all filters keeps the words', () => {
    expect(withoutFilters(new URLSearchParams('q=stroke&node=FI&node=DE&type=x&sort=title')).toString()).toBe('q=stroke&sort=title');
  });
  it('a range is set, changed and taken away without touching others', () => {
    const people = ranges[0]!;
    const start = setRange(new URLSearchParams('q=a&page=3&orUnknown=age&ageMin=3'), people, { from: '100', to: '', orUnknown: true });
    expect(start.toString()).toBe('q=a&orUnknown=age&ageMin=3&individualsMin=100&orUnknown=individuals');
    expect(setRange(start, people, { from: '', to: '', orUnknown: true }).toString()).toBe('q=a&orUnknown=age&ageMin=3');
    expect([rangeEnd('individualsMin')?.end, rangeEnd('periodTo')?.end, rangeEnd('node')]).toEqual(['from', 'to', undefined]);
  });
  it('the first page has no number, and the language is not part of the address', () => {
    expect(pageAddress(new URLSearchParams('q=a&page=3'), 1).toString()).toBe('q=a');
    expect(searchQuestion(new URLSearchParams('q=a'), 'fr').get('lang')).toBe('fr');
    expect(filterEntries(new URLSearchParams('q=a&page=2&lang=fr&node=FI'))).toEqual([{ key: 'node', value: 'FI' }]);
  });
});
