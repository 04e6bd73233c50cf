import { bare } from './guard-query.ts';

const limit = /(?<![?$:.\w-])LIMIT\s+(\d+)/i;
const values = /(?<![?$:.\w-])VALUES(?![\w:.-])/i;

/** Only what stands outside of all braces is left: the modifiers of the whole query. */
const outermost = (text: string): string => {
  let depth = 0;
  return [...text.split('')].map((char) => {
    if (char === '{') depth += 1;
    const kept = depth === 0 ? char : ' ';
    if (char === '}') depth -= 1;
    return kept;
  }).join('');
};

/** The query with a LIMIT of at most `rows`: its own when that is smaller. A query that this cannot read well is refused by the store, never answered unbounded. */
export const limitRows = (query: string, rows: number): string => {
  const outer = outermost(bare(query));
  const own = limit.exec(outer);
  if (own !== null) {
    if (Number(own[1]) <= rows) return query;
    const end = own.index + own[0].length;
    return `${query.slice(0, end - (own[1] ?? '').length)}${rows}${query.slice(end)}`;
  }
  const at = values.exec(outer)?.index ?? query.length;
  return `${query.slice(0, at)}\nLIMIT ${rows}\n${query.slice(at)}`;
};
