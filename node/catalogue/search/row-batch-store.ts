import { sql } from 'kysely';
import type { Tx } from '../../storage/db.ts';
import type { SearchRow, TextPart } from './row.ts';

/** Texts of one weight and language as one: a vector is made per group, not per text. */
const joined = (parts: readonly TextPart[]): readonly TextPart[] => {
  const groups = new Map<string, { l: string; w: TextPart['w']; t: string[] }>();
  for (const { l, w, t } of parts) {
    const group = groups.get(`${w} ${l}`);
    if (group === undefined) groups.set(`${w} ${l}`, { l, w, t: [t] });
    else group.t.push(t);
  }
  return [...groups.values()].map(({ l, w, t }) => ({ l, w, t: t.join('\n') }));
};

const distinct = (pairs: SearchRow['pairs']): SearchRow['pairs'] => [...new Map(pairs.map((pair) => [`${pair[0]} ${pair[1]}`, pair])).values()];

const rowValues = (doc: number, recordId: string, row: SearchRow) => {
  const pairs = distinct(row.pairs);
  const texts = joined(row.parts);
  return sql`(${doc}::integer, ${recordId}::uuid, ${pairs.map(([facet]) => facet)}::text[], ${pairs.map(([, value]) => value)}::text[],
    ${row.numbers as (number | null)[]}::double precision[], ${row.langs as string[]}::text[], ${row.titleSort}, ${JSON.stringify(row.summary)}::jsonb,
    ${texts.map((one) => one.w)}::text[], ${texts.map((one) => one.l)}::text[], ${texts.map((one) => one.t)}::text[],
    ${row.names.map((one) => one.k)}::text[], ${row.names.map((one) => one.l)}::text[], ${row.names.map((one) => one.t)}::text[])`;
};

/** Puts or replaces the search rows of public records, in one statement. The caller holds the catalogue's lock. */
export const putSearchRows = async (tx: Tx, rows: readonly { readonly doc: number; readonly recordId: string; readonly row: SearchRow }[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`select count(catalogue_put_search(v.doc, v.record, v.facets, v.facet_values, v.numbers, v.langs, v.title, v.summary, v.weights, v.text_langs, v.texts, v.kinds, v.name_langs, v.names))
    from (values ${sql.join(rows.map(({ doc, recordId, row }) => rowValues(doc, recordId, row)))}) v(doc, record, facets, facet_values, numbers, langs, title, summary, weights, text_langs, texts, kinds, name_langs, names)`.execute(tx);
};
