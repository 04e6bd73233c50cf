import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestsDeeperThan } from './nesting.ts';

const depthOf = (value: unknown): number => (value === null || typeof value !== 'object' ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf)));

describe('nesting depth', () => {
  it('agrees with the parsed value for any JSON', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 8 }), (value, limit) => nestsDeeperThan(Buffer.from(JSON.stringify(value)), limit) === depthOf(value) > limit));
  });
  it('is not fooled by brackets and quotes inside strings', () => {
    expect(nestsDeeperThan(Buffer.from(JSON.stringify({ a: '[[[[{{{{', b: 'x\\"[[[[', c: '\\\\' })), 1)).toBe(false);
  });
  it('stops at the limit of a hostile body', () => {
    expect(nestsDeeperThan(Buffer.from('['.repeat(5_000_000)), 32)).toBe(true);
  });
  it('ends on an unfinished string', () => {
    expect(nestsDeeperThan(Buffer.from('{"a":"unfinished [[[['), 32)).toBe(false);
  });
});
