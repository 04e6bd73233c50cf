import { sql } from 'kysely';
import type { Db } from '../../storage/db.ts';

/** Ways a word can stand in the index: one list of lexemes per language that reads it differently; all lexemes of a list must be there. */
export type Alternatives = readonly (readonly string[])[];

/** What a word is in each language; an empty list means that this language takes it for a stop word. */
export const alternativesOf = async (db: Db, word: string, langs: readonly string[]): Promise<readonly { readonly lang: string; readonly lexemes: readonly string[] }[]> =>
  (await sql<{ lang: string; lexemes: string[] }>`select l as lang, tsvector_to_array(to_tsvector(catalogue_config(l), ${word})) as lexemes from unnest(${langs as string[]}::text[]) l`.execute(db)).rows;

const quoted = (lexeme: string): string => `'${lexeme.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
const queryOf = (alternatives: Alternatives, prefix: boolean): string =>
  alternatives.map((list) => `(${list.map((lexeme) => quoted(lexeme) + (prefix ? ':*' : '')).join(' & ')})`).join(' | ');

export const termClasses = ['a', 'b', 'c', 'v', 'd'] as const;
export type TermClass = (typeof termClasses)[number];
export type RawPosting = Readonly<Record<TermClass, readonly number[]>>;

/** Positions of the records that hold the term, per weight class. One walk over the index (of a common word: over the table) says for each record in which classes it stands:
 *  position × 32 + one bit per class, as big-endian numbers of 32 bits (enough for 67 million records). */
export const readPosting = async (db: Db, alternatives: Alternatives, prefix: boolean): Promise<RawPosting> => {
  const q = queryOf(alternatives, prefix);
  const found = await sql<{ places: Buffer | null }>`
    select string_agg(int4send(doc * 32 + (a @@ q)::int + 2 * (b @@ q)::int + 4 * (c @@ q)::int + 8 * (v @@ q)::int + 16 * (d @@ q)::int), '') as places
    from catalogue_terms, (select ${q}::tsquery) one(q) where a @@ q or b @@ q or c @@ q or v @@ q or d @@ q`.execute(db);
  return unpacked(found.rows[0]?.places ?? Buffer.alloc(0));
};

const unpacked = (places: Buffer): RawPosting => {
  const raw = { a: [] as number[], b: [] as number[], c: [] as number[], v: [] as number[], d: [] as number[] };
  for (let at = 0; at < places.length; at += 4) {
    const place = places.readUInt32BE(at);
    const doc = place >>> 5;
    if ((place & 1) !== 0) raw.a.push(doc);
    if ((place & 2) !== 0) raw.b.push(doc);
    if ((place & 4) !== 0) raw.c.push(doc);
    if ((place & 8) !== 0) raw.v.push(doc);
    if ((place & 16) !== 0) raw.d.push(doc);
  }
  return raw;
};

/** Records that hold the words of a phrase next to each other, in any of the languages; the plain terms narrow it down first through the index. */
export const phraseDocs = async (db: Db, phrase: string, langs: readonly string[]): Promise<readonly number[]> =>
  (await sql<{ doc: number }>`
    with q as (select distinct phraseto_tsquery(catalogue_config(l), ${phrase}) p, plainto_tsquery(catalogue_config(l), ${phrase}) w from unnest(${langs as string[]}::text[]) l)
    select distinct doc from q, catalogue_terms t where numnode(q.p) > 0 and (t.a @@ q.w or t.b @@ q.w or t.c @@ q.w or t.v @@ q.w or t.d @@ q.w) and t.phrase @@ q.p limit 200000`.execute(db)).rows.map((row) => row.doc);

/** Records known by exactly this id, IRI, DOI or identifier. */
export const docsByIdentifier = async (db: Db, text: string): Promise<readonly number[]> => {
  const keys = [`iri:${text}`, `any:${text}`, `doi:${text.replace(/^(https?:\/\/(dx\.)?doi\.org\/|doi:)/i, '').toLowerCase()}`];
  return (await sql<{ doc: number }>`select doc from catalogue_record where shown is not null and (keys && ${keys}::text[] or iri = ${text} or id::text = lower(${text})) limit 100`.execute(db)).rows.map((row) => row.doc);
};

/** Words of titles and names that look like this one (trigram similarity above PostgreSQL's 0.3), with how much, best first. */
export const similarWords = async (db: Db, word: string): Promise<readonly { readonly word: string; readonly similarity: number }[]> =>
  (await sql<{ word: string; similarity: number }>`select word, similarity(word, catalogue_fold(${word}))::float8 as similarity from catalogue_word where word % catalogue_fold(${word}) order by 2 desc, word limit 30`.execute(db)).rows;

/** Titles of a few records. */
export const titlesOf = async (db: Db, docs: readonly number[]): Promise<readonly FoundName[]> =>
  (await sql<FoundName>`select doc, kind, lang, name from catalogue_name where doc = any(${docs as number[]}::integer[]) and kind = 'title'`.execute(db)).rows;

/** Titles and holders that begin with, or have a word that begins with, the text. The first are found in the order of the index, whatever their number. */
export const namesBeginning = async (db: Db, text: string, limit: number): Promise<readonly FoundName[]> => {
  const prefix = text.replace(/[\\%_]/g, '\\$&');
  return (await sql<FoundName>`
    (select doc, kind, lang, name from catalogue_name where folded ~>=~ catalogue_fold(${text}) and folded ~<~ (catalogue_fold(${text}) || ${'\u{10ffff}'}::text) order by folded using ~<~ limit ${limit})
    union all (select doc, kind, lang, name from catalogue_name where folded like catalogue_fold(${`% ${prefix}%`}) limit ${limit}) limit ${limit * 2}`.execute(db)).rows;
};

export type FoundName = { readonly doc: number; readonly kind: string; readonly lang: string; readonly name: string };

/** The terms of one record by class, for looking them up. */
export const termsOfClassRow = (row: Readonly<Record<TermClass, readonly string[]>>): Readonly<Record<TermClass, ReadonlySet<string>>> => ({
  a: new Set(row.a), b: new Set(row.b), c: new Set(row.c), v: new Set(row.v), d: new Set(row.d),
});
