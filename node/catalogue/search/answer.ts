import type { DatasetSummary, NodeFreshness, SearchAnswer } from '../../../core/api/datasets.ts';
import { textIn } from '../../../core/languages.ts';
import type { ConceptHit } from './concepts.ts';
import { fragment, holdsWord, rangesIn } from './highlight.ts';
import type { StoredSummary } from './row.ts';
import type { SearchQuery, SearchResult } from './search.ts';

export type Labels = (iri: string, reader: string) => string;
type Words = SearchResult['words'];

const languageHolding = (texts: Readonly<Record<string, string>> | undefined, words: Words): string | undefined => Object.entries(texts ?? {}).find(([, text]) => holdsWord(text, words))?.[0];

/** Why a record was found: fields that hold a word, and concepts it is classified with that a word was taken for. */
const matchedOf = (summary: StoredSummary, words: Words, concepts: readonly ConceptHit[], shown: { readonly lang: string; readonly fields: readonly string[] }): NonNullable<DatasetSummary['matched']> => {
  const fields: NonNullable<DatasetSummary['matched']> = shown.fields.map((field) => ({ field, lang: shown.lang }));
  // what is shown was looked at already; other languages only when it does not hold the words
  for (const [field, texts] of [['title', summary.title], ['description', summary.description], ['holder', summary.holder], ['publisher', summary.publisher]] as const) {
    const lang = shown.fields.includes(field) || (field === 'description' && fields.length > 0) ? undefined : languageHolding(texts, words);
    if (lang !== undefined) fields.push({ field, lang });
  }
  for (const [lang, keywords] of Object.entries(summary.keyword)) {
    const hit = keywords.find((keyword) => holdsWord(keyword, words));
    if (hit !== undefined) fields.push({ field: 'keyword', label: hit, lang });
  }
  const code = summary.codes.find((known) => words.some(({ word }) => known.toUpperCase().startsWith(word.toUpperCase())));
  if (code !== undefined) fields.push({ field: 'code', label: code });
  const classified = new Set([...summary.healthCategory, ...summary.healthTheme]);
  for (const { concept, label, lang } of concepts) if (classified.has(concept.iri)) fields.push({ field: concept.facet, label, lang });
  // what a list of results does not carry: variables, their descriptions, other classified properties
  return fields.length > 0 || words.length === 0 ? fields : [{ field: 'variable' }];
};

const highlightsOf = (title: string, description: string, words: Words): NonNullable<DatasetSummary['highlights']> => {
  const inTitle = rangesIn(title, words);
  const inText = fragment(description, words);
  return [...(inTitle.length === 0 ? [] : [{ field: 'title', text: title, ranges: inTitle }]), ...(inText === undefined ? [] : [{ field: 'description', ...inText }])];
};

const explained = (summary: StoredSummary, title: { text: string; lang: string }, description: { text: string; lang: string }, found: Pick<SearchResult, 'words' | 'concepts'>) => {
  const highlights = highlightsOf(title.text, description.text, found.words);
  return { highlights, matched: matchedOf(summary, found.words, found.concepts, { lang: title.lang, fields: highlights.map((one) => one.field) }) };
};

/** One result in the reader's language, else the record's main one, with the tag of what is shown. */
export const summaryFor = (summary: StoredSummary, reader: string, labels: Labels, found: Pick<SearchResult, 'words' | 'concepts'>): DatasetSummary => {
  const title = textIn(summary.title, reader) ?? { text: summary.iri, lang: 'und' };
  const description = textIn(summary.description, reader) ?? { text: '', lang: 'und' };
  const name = (text: StoredSummary['holder']) => (text === undefined ? undefined : textIn(text, reader)?.text);
  const optional = {
    accessLevel: summary.accessLevel as DatasetSummary['accessLevel'], holder: name(summary.holder), publisher: name(summary.publisher), hdab: name(summary.hdab),
    period: summary.period, individuals: summary.individuals, records: summary.records, modified: summary.modified, score: summary.score,
  };
  return {
    id: summary.id, iri: summary.iri, node: summary.node, country: summary.country, title: title.text, titleLang: title.lang, description: description.text.slice(0, 400), descriptionLang: description.lang,
    healthCategory: summary.healthCategory.map((iri) => labels(iri, reader)), healthTheme: summary.healthTheme.map((iri) => labels(iri, reader)), valid: summary.valid, state: summary.state as DatasetSummary['state'],
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<DatasetSummary>),
    ...(summary.also === undefined || summary.also === null ? {} : { alsoPublishedBy: [...summary.also] }),
    ...(found.words.length === 0 ? {} : explained(summary, title, description, found)),
  };
};

/** The answer of `GET /api/v1/search` as JSON: every node is listed with its state and its hits, also one with none (never silently missing).
 *  @param facets the facets as JSON */
export const answerText = (query: SearchQuery, result: SearchResult, summaries: readonly StoredSummary[], nodes: readonly NodeFreshness[], labels: Labels, facets: string): string => {
  const nodeHits = new Map(result.facets.get('node')?.values.map(({ value, count }) => [value, count]) ?? []);
  const seen = new Map(result.concepts.map((hit) => [hit.concept.iri, hit]));
  const answer: Omit<SearchAnswer, 'facets'> = {
    query: { q: query.q, lang: query.lang }, total: result.total, page: query.page, perPage: query.perPage,
    results: summaries.map((summary) => summaryFor(summary, query.lang, labels, result)),
    ranges: [...result.unknown].map(([key, notStated]) => ({ key, notStated })),
    nodes: nodes.map((node) => ({ ...node, hits: nodeHits.get(node.node) ?? 0 })),
    ...(result.didYouMean === undefined ? {} : { didYouMean: result.didYouMean }),
    ...(seen.size === 0 ? {} : { concepts: [...seen.values()].map(({ concept, label, word }) => ({ iri: concept.iri, label: labels(concept.iri, query.lang) || label, list: concept.list, word })) }),
  };
  return `${JSON.stringify(answer).slice(0, -1)},"facets":${facets}}`;
};
