import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../core/errors.ts';
import { guardXml } from './xml-guard.ts';

const limits = { maxDepth: 8 };
const codeOf = (text: string): string => {
  try {
    guardXml(text, limits);
    return 'good';
  } catch (error) {
    return isAppError(error) ? error.code : 'defect';
  }
};

describe('the guard before an XML parser', () => {
  it.each([
    ['<a><b c=">"/><!-- <x> --><![CDATA[<y>]]></a>', 'good'],
    ['<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]><a/>', 'doctype-forbidden'],
    ['<!doctype html><html/>', 'doctype-forbidden'],
    ['<a>'.repeat(9), 'too-large'],
    ['<a><!-- never closed', 'parse-error'],
    ['<a b="never closed>', 'parse-error'],
    ['<a><![CDATA[ <!DOCTYPE x> ]]></a>', 'good'],
  ])('judges %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it.each(['<a ', '<!--', '<?', '</', '<a b="', '<![CDATA['])('stops at once on a megabyte of %s', (piece) => {
    // Were it quadratic, this would take hours; the run's own time limit is the check.
    expect(codeOf(piece.repeat(1_000_000 / piece.length))).toMatch(/parse-error|too-large/);
  });

  it('never fails otherwise than in words', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('<', '>', '/', '!', '--', '?', '"', "'", 'a', ' ', '<![CDATA[', ']]>', '<!--', '-->', '<a>', '</a>')).map((parts) => parts.join('')), (text) => codeOf(text) !== 'defect'));
  });
});
