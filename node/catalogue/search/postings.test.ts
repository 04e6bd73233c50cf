import { describe, expect, it } from 'vitest';
import type { Db } from '../../storage/db.ts';
import { each } from './bitset.ts';
import { Postings } from './postings.ts';

/** A database that knows one term and answers as PostgreSQL would; what a record holds can be changed. */
const databaseOf = (holds: ReadonlyMap<number, boolean>): Db => {
  const packed = (): Buffer => {
    const docs = [...holds].filter(([, yes]) => yes).map(([doc]) => doc);
    const buffer = Buffer.alloc(docs.length * 4);
    docs.forEach((doc, at) => buffer.writeInt32BE(doc * 32 + 1, at * 4));
    return buffer;
  };
  const answer = (text: string, parameters: readonly unknown[]): unknown[] => {
    if (text.includes('string_agg')) return [{ places: packed() }];
    const asked = parameters.find((one) => Array.isArray(one)) as number[];
    return asked.map((doc) => ({ doc, a: holds.get(doc) === true ? ['word'] : [], b: [], c: [], v: [], d: [] }));
  };
  const executor = {
    transformQuery: (node: unknown) => node, compileQuery: (node: { sqlFragments: string[]; parameters: { value: unknown }[] }) => ({ sql: node.sqlFragments.join('?'), parameters: node.parameters.map((one) => one.value) }),
    executeQuery: (query: { sql: string; parameters: unknown[] }) => Promise.resolve({ rows: answer(query.sql, query.parameters) }), withPlugins: () => executor,
  };
  return { getExecutor: () => executor } as unknown as Db;
};

describe('positions of a term', () => {
  it.each([['few', 4], ['many', 300]])('follow changed records, kept as %s', async (_what, count) => {
    const size = 512;
    const holds = new Map(Array.from({ length: count }, (_, at) => [at + 1, true]));
    const postings = new Postings(databaseOf(holds));
    const found = async (): Promise<number[]> => {
      const docs: number[] = [];
      each((await postings.of([['word']], false, () => size)).a, (doc) => docs.push(doc));
      return docs;
    };
    const expected = (): number[] => [...holds].filter(([, yes]) => yes).map(([doc]) => doc).sort((l, r) => l - r);
    expect(await found()).toEqual(expected());
    const before = (await postings.of([['word']], false, () => size)).a.slice();
    for (const [doc, yes] of [[2, false], [400, true], [2, true], [3, false]] as const) {
      holds.set(doc, yes);
      await postings.correct([doc]);
    }
    expect(await found()).toEqual(expected());
    expect(before).not.toEqual((await postings.of([['word']], false, () => size)).a);
  });
});
