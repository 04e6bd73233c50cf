import fc from 'fast-check';
import { Parser } from 'n3';
import { expect, it } from 'vitest';
import { blankNode, namedNode, plainLiteral, quad } from '../../../mappings/rdf/terms.ts';
import { nQuad } from './n-quads.ts';
import { prefixBlankNodes } from './prefix-blank-nodes.ts';

const label = fc.stringMatching(/^[A-Za-z0-9]{1,6}$/);
const text = fc.array(fc.oneof(fc.constantFrom('_:b0', '"', '\\', '<', '>', '\n', ' _:c14n0 . '), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 6 }).map((parts) => parts.join(''));
const object = fc.oneof(label.map((name) => ({ type: 'blank' as const, name })), text.map((value) => ({ type: 'text' as const, value })), label.map((value) => ({ type: 'iri' as const, value: `https://x.example/_:${value}` })));

it('renames blank nodes and nothing else', () => {
  fc.assert(fc.property(fc.array(fc.tuple(label, object), { minLength: 1, maxLength: 6 }), (statements) => {
    const write = (prefix: string): string =>
      statements.map(([subject, of]) => nQuad(quad(blankNode(subject), 'https://x.example/_:p', of.type === 'blank' ? blankNode(of.name) : of.type === 'iri' ? namedNode(of.value) : plainLiteral(of.value)), (id) => `_:${prefix}${id.replace(/^_:/, '')}`)).join('');
    expect(prefixBlankNodes(write(''), 'p1x')).toBe(write('p1x'));
  }));
});
it('leaves what it renamed readable', () => {
  const found = new Parser({ format: 'N-Quads' }).parse(prefixBlankNodes('_:b0 <https://x.example/_:p> "say \\"_:b0\\" twice"@en .\n_:b0 <urn:q> _:b1 .\n', 'k7x'));
  expect(found.map((one) => [one.predicate.value, one.object.value.endsWith('k7x') ? '' : one.object.value])).toEqual([['https://x.example/_:p', 'say "_:b0" twice'], ['urn:q', expect.stringMatching(/k7xb1$/) as string]]);
});
