import { describe, expect, it } from 'vitest';
import { dct } from '../../core/vocabulary/dct.ts';
import { graphOf } from './graph.ts';
import { namedNode, plainLiteral, quad } from './terms.ts';

const title = (n: number) => quad(namedNode('https://x.example/d'), dct.title, plainLiteral(String(n)));

describe('the index of a list of statements', () => {
  it('is made once, and again when the list grew', () => {
    const quads = [title(1)];
    const first = graphOf(quads);
    expect(graphOf(quads)).toBe(first);
    quads.push(title(2));
    expect(graphOf(quads).objects('https://x.example/d', dct.title).map((term) => term.value)).toEqual(['1', '2']);
  });
  it('gives the same objects in the same order for few statements and for many, and nobody can change them for others', () => {
    for (const count of [3, 40]) {
      const graph = graphOf(Array.from({ length: count }, (_, n) => title(n)));
      graph.objects('https://x.example/d', dct.title).pop();
      expect(graph.objects('https://x.example/d', dct.title).map((term) => Number(term.value))).toEqual(Array.from({ length: count }, (_, n) => n));
      expect(graph.object('https://x.example/d', dct.title)?.value).toBe('0');
      expect(graph.objects('https://x.example/d', dct.description)).toEqual([]);
    }
  });
});
