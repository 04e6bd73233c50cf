import { describe, expect, it } from 'vitest';
import { describeDefect } from './defect.ts';

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('what is logged of a defect', () => {
  it('names the place but not what a parser choked on', () => {
    const defect = describeDefect(thrownBy(() => JSON.parse('{"diagnosis": C50.9')));
    expect(defect).toMatchObject({ name: 'SyntaxError' });
    expect(JSON.stringify(defect)).not.toContain('C50');
    expect(defect.stack).toContain('defect.test.ts');
  });
  it('keeps code and constraint of a database error, never its detail', () => {
    const error = Object.assign(new Error('duplicate key value (email)=(x@example.org)'), { name: 'error', code: '23505', constraint: 'person_email', detail: 'Key (email)=(x@example.org)' });
    expect(describeDefect(error)).toMatchObject({ code: '23505', constraint: 'person_email' });
    expect(JSON.stringify(describeDefect(error))).not.toContain('example.org');
  });
  it('keeps the words of our own kinds', () => {
    expect(describeDefect(new TypeError('x is not a function')).message).toBe('x is not a function');
  });
});
