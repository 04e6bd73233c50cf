import type { Db } from '../../storage/db.ts';
import type { Bits } from './bitset.ts';
import { and, andNot, isEmpty, or } from './bitset.ts';
import type { Columns } from './columns.ts';
import type { ConceptHit, ConceptIndex } from './concepts.ts';
import { facetBits, valuesWhere } from './filters.ts';
import type { QueryPart } from './parse-query.ts';
import { fold, looksLikeCode, parseQuery } from './parse-query.ts';
import type { AlternativesOf } from './alternatives.ts';
import { docsByIdentifier, phraseDocs } from './posting-store.ts';
import type { Found, Postings } from './postings.ts';
import { bitsOf, noBits, withAny } from './postings.ts';
import type { TermBits } from './term-bits.ts';

/** What the text of a query selects, with all that ranking and explaining need. */
export type TextHits = {
  readonly hits: Bits;
  readonly terms: readonly TermBits[];
  /** The words typed, folded, when there are several: records with them side by side in a title come first. */
  readonly phrase: Uint8Array | undefined;
  readonly exact: Bits | undefined;
  readonly concepts: readonly ConceptHit[];
  /** Words that counted, with their stems: for highlights. */
  readonly words: readonly { readonly word: string; readonly stems: readonly string[] }[];
  /** Words nothing matched: what "did you mean" looks at. */
  readonly unknown: readonly string[];
};

export type TextParts = { readonly db: Db; readonly columns: Columns; readonly postings: Postings; readonly concepts: ConceptIndex; readonly alternatives: AlternativesOf };
type Word = Extract<QueryPart, { kind: 'word' }>;

const languagesOf = (columns: Columns, reader: string): string[] => [...new Set(['simple', reader, ...(columns.facets.get('descriptionLanguage')?.keys() ?? [])].map((lang) => lang.split('-')[0] ?? lang))].slice(0, 30);

const only = (term: TermBits, kept: 'a' | 'v'): Found => {
  const none = noBits(term.a.length * 32);
  return { a: none, b: none, c: none, v: none, d: none, [kept]: term[kept], any: term[kept] };
};

/** One word in all languages at once, plus the concepts it names and the codes it begins. */
const wordHits = async (parts: TextParts, word: Word, langs: readonly string[], reader: string) => {
  const { columns } = parts;
  const ways = await parts.alternatives(word.text, langs);
  const stop = ways.find((way) => way.lang === reader)?.lexemes.length === 0;
  const lists = ways.map((way) => way.lexemes).filter((list) => list.length > 0);
  const unique = [...new Map(lists.map((list) => [list.join(' '), list])).values()];
  const read = async (prefix: boolean): Promise<Found> => {
    if (unique.length > 0) return parts.postings.of(unique, prefix, () => columns.size);
    const none = noBits(columns.size);
    return { a: none, b: none, c: none, v: none, d: none, any: none };
  };
  const withMore = (kept: Found, name: 'b' | 'c', more: Bits): Found => ({ ...kept, [name]: or(new Uint32Array(more), kept[name]), any: or(new Uint32Array(more), kept.any) });
  let term = await read(word.prefix);
  const concepts = word.field === undefined && !word.not ? parts.concepts.ofWord(word.text) : [];
  for (const { concept } of concepts) term = withMore(term, 'b', facetBits(columns, concept.facet, [concept.iri]));
  if (looksLikeCode(word.text) || word.field === 'code') term = withMore(term, 'c', valuesWhere(columns, 'code', (code) => code.startsWith(word.text.toUpperCase())));
  // nothing holds the word itself: what begins with it is nearer than an empty page
  if (!word.prefix && word.text.length >= 3 && isEmpty(term.any)) term = await read(true);
  if (word.field === 'title') term = only(term, 'a');
  if (word.field === 'variable') term = only(term, 'v');
  if (word.field === 'code') term = withAny({ ...only(term, 'v'), v: valuesWhere(columns, 'code', (code) => code.startsWith(word.text.toUpperCase())) });
  if (word.field === 'holder') term = withAny({ ...only(term, 'v'), v: noBits(columns.size), b: valuesWhere(columns, 'holder', (name) => fold(name).includes(fold(word.text))) });
  return { term, stop, concepts, stems: unique.flat() };
};

/** Resolves typed text: all words wanted, phrases next to each other, minus words excluded; stop words of the reader's language are ignored unless nothing else was typed. */
export const textHits = async (parts: TextParts, typed: string, reader: string): Promise<TextHits> => {
  const { columns } = parts;
  const langs = languagesOf(columns, reader);
  const query = parseQuery(typed);
  const trimmed = typed.trim();
  const hits = new Uint32Array(columns.live);
  const terms: TermBits[] = [];
  const concepts: ConceptHit[] = [];
  const words: { word: string; stems: readonly string[] }[] = [];
  const unknown: string[] = [];
  const found = await Promise.all(query.map(async (part) => ({ part, hit: part.kind === 'word' ? await wordHits(parts, part, langs, reader) : undefined })));
  const allStop = found.every(({ part, hit }) => part.kind === 'word' && hit?.stop === true);
  for (const { part, hit } of found) {
    if (part.kind === 'phrase') {
      const docs = bitsOf(await phraseDocs(parts.db, part.text, langs), columns.size);
      if (part.not) andNot(hits, docs);
      else {
        and(hits, docs);
        words.push({ word: part.text, stems: [part.text] });
      }
      continue;
    }
    if (hit === undefined || (hit.stop && !allStop && part.field === undefined)) continue;
    const { any, ...term } = hit.term;
    if (part.not) {
      andNot(hits, any);
      continue;
    }
    and(hits, any);
    terms.push(term);
    concepts.push(...hit.concepts);
    words.push({ word: part.text, stems: hit.stems });
    if (isEmpty(any)) unknown.push(part.text);
  }
  const single = trimmed !== '' && !/\s/.test(trimmed);
  const exactDocs = single && (/[\d/:]/.test(trimmed)) ? await docsByIdentifier(parts.db, trimmed) : [];
  const exact = exactDocs.length === 0 ? undefined : and(bitsOf(exactDocs, columns.size), columns.live);
  if (exact !== undefined) or(hits, exact);
  const plain = query.filter((part) => part.kind === 'phrase' || (part.field === undefined && !part.not)).map((part) => part.text).join(' ');
  const phrase = plain.includes(' ') ? Buffer.from(fold(plain)) : undefined;
  return { hits, terms, phrase, exact, concepts, words, unknown };
};
