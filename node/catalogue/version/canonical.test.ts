import fc from 'fast-check';
import type { Quad } from 'n3';
import { canonize } from 'rdf-canonize';
import { describe, expect, it } from 'vitest';
import { blankNode, langLiteral, namedNode, plainLiteral, quad, typedLiteral } from '../../../mappings/rdf/terms.ts';
import { canonicalNQuads } from './canonical.ts';

const reference = (quads: readonly Quad[]): Promise<string> => canonize(quads as unknown as object[], { algorithm: 'RDFC-1.0', format: 'application/n-quads', maxWorkFactor: 3 });

const node = fc.oneof(fc.nat({ max: 4 }).map((at) => namedNode(`https://x.example/${at}`)), fc.nat({ max: 5 }).map((at) => blankNode(`b${at}`)));
const literal = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }).map(plainLiteral), fc.string({ unit: 'binary', maxLength: 4 }).filter((text) => text.isWellFormed()).map((text) => langLiteral(text, 'en')),
  fc.nat().map((value) => typedLiteral(String(value), 'http://www.w3.org/2001/XMLSchema#nonNegativeInteger')), fc.constant(plainLiteral('a "quoted" \\ line\n\r\t')),
);
const quads = fc.array(fc.tuple(node, fc.nat({ max: 2 }), fc.oneof(node, literal)).map(([subject, property, object]) => quad(subject, `https://p.example/${property}`, object)), { maxLength: 14 });
const unique = (list: readonly Quad[]): Quad[] => [...new Map(list.map((one) => [[one.subject, one.predicate, one.object].map((term) => (term as { id: string }).id).join(' '), one])).values()];

describe('canonical form', () => {
  it('is that of RDFC-1.0, by the short way and by the long way', async () => {
    await fc.assert(fc.asyncProperty(quads, async (list) => {
      expect(await canonicalNQuads(list)).toBe(await reference(unique(list)));
    }), { numRuns: 200 });
  });

  it('does not depend on labels or order', async () => {
    await fc.assert(fc.asyncProperty(quads, fc.nat(), async (list, seed) => {
      const relabel = <T extends { termType: string; value: string }>(term: T) => (term.termType === 'BlankNode' ? blankNode(`z${seed}${term.value}`) : term);
      const other = [...list].reverse().map((one) => quad(relabel(one.subject) as never, one.predicate.value, relabel(one.object) as never));
      expect(await canonicalNQuads(other)).toBe(await canonicalNQuads(list));
    }), { numRuns: 60 });
  });

  it('refuses a graph made to take for ever, soon and with a sentence', async () => {
    const links: Quad[] = [];
    for (let from = 0; from < 12; from += 1) for (let to = 0; to < 12; to += 1) if (from !== to) links.push(quad(blankNode(`p${from}`), 'https://p.example/knows', blankNode(`p${to}`)));
    const started = performance.now();
    await expect(canonicalNQuads(links)).rejects.toMatchObject({ code: 'too-complex', kind: 'unprocessable' });
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
