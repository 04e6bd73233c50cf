import type { NodeFreshness } from '../../../core/api/datasets.ts';
import { textIn } from '../../../core/languages.ts';
import type { Labels } from './answer.ts';
import type { FacetKey } from './facet-keys.ts';
import { definitionOf } from './facet-keys.ts';
import { fold } from './parse-query.ts';
import { freshnessOf } from './read-query.ts';
import type { SearchQuery, SearchResult } from './search.ts';
import type { FacetCounts } from './tally.ts';

// making one costs more than a whole answer
const displayNames = new Map<string, Intl.DisplayNames>();
const displayName = (type: 'language' | 'region', code: string, reader: string): string => {
  const key = `${type} ${reader}`;
  try {
    const known = displayNames.get(key) ?? new Intl.DisplayNames([reader, 'en'], { type });
    // readers' languages are those of the Union; the bound is for odd input
    if (displayNames.size < 200) displayNames.set(key, known);
    return known.of(code) ?? code;
  } catch {
    return code;
  }
};

const labelOf = (facet: FacetKey, value: string, reader: string, labels: Labels): string => {
  if (facet === 'descriptionLanguage') return displayName('language', value, reader);
  if (facet === 'country') return displayName('region', value, reader);
  return definitionOf(facet).list === undefined && !value.startsWith('http') ? value : labels(value, reader);
};

const headOf = (value: string, label: string): string => `{"value":${JSON.stringify(value)},"label":${JSON.stringify(label)},"count":`;

// labels of lists, holders and keywords that were shown; some hundred bytes each
const mostHeads = 50_000;

/** Writes the facets of an answer as JSON. An answer lists some three hundred values: the text of each, up to its count, is made once per reader's language. */
export const createFacetText = (labels: Labels) => {
  const heads = new Map<string, Map<number, string>>();
  let known = 0;
  const headFor = (facet: FacetKey, id: number, value: string, reader: string): string => {
    const ofReader = heads.get(reader) ?? new Map<number, string>();
    const found = ofReader.get(id);
    if (found !== undefined) return found;
    if (known >= mostHeads) {
      heads.clear();
      known = 0;
    }
    const head = headOf(value, labelOf(facet, value, reader, labels));
    heads.set(reader, ofReader.set(id, head));
    known += 1;
    return head;
  };

  const valuesText = (facet: FacetKey, values: FacetCounts['values'], query: SearchQuery): string => {
    const wanted = query.facets.get(facet);
    let text = '';
    for (const { id, value, count } of values) text += `${text === '' ? '' : ','}${headFor(facet, id, value, query.lang)}${count},"selected":${wanted !== undefined && isAmong(wanted, value)}}`;
    return text;
  };

  return (query: SearchQuery, facets: SearchResult['facets'], nodes: readonly NodeFreshness[]): string => {
    const texts = [...facets].map(([facet, { values, notStated }]) => `{"key":"${facet}","values":[${facet === 'node' ? nodesText(query, values, nodes) : valuesText(facet, values, query)}],"notStated":${notStated}}`);
    texts.splice(1, 0, `{"key":"freshness","values":[${freshnessText(query, facets.get('node')?.values ?? [], nodes)}],"notStated":0}`);
    return `[${texts.join()}]`;
  };
};

/** A controlled value may have been asked for by the last part of its IRI. */
const isAmong = (wanted: readonly string[], value: string): boolean => wanted.some((one) => one === value || (!one.includes('/') && fold(value).endsWith(`/${fold(one)}`)));

const stateOf = (node: string, nodes: readonly NodeFreshness[]): string => freshnessOf(nodes.find((one) => one.node === node)?.state ?? 'never');

/** Nodes are named as their directory entry says now. Where a freshness was asked for, only nodes of it stand for choice. */
const nodesText = ({ lang, facets, freshness }: SearchQuery, values: FacetCounts['values'], nodes: readonly NodeFreshness[]): string => {
  const chosen = freshness === undefined ? facets.get('node') : freshness.nodes;
  return values.filter(({ value }) => freshness === undefined || freshness.states.includes(stateOf(value, nodes)))
    .map(({ value, count }) => `${headOf(value, textIn(nodes.find((node) => node.node === value)?.name ?? {}, lang)?.text ?? value)}${count},"selected":${chosen?.includes(value) === true}}`).join();
};

/** How fresh the catalogue is that a record came from: counted from its node. */
const freshnessText = ({ freshness, facets }: SearchQuery, values: FacetCounts['values'], nodes: readonly NodeFreshness[]): string => {
  const chosenNodes = freshness === undefined ? facets.get('node') : freshness.nodes;
  const counts = new Map<string, number>();
  for (const { value, count } of values) if (chosenNodes === undefined || chosenNodes.includes(value)) counts.set(stateOf(value, nodes), (counts.get(stateOf(value, nodes)) ?? 0) + count);
  for (const state of freshness?.states ?? []) counts.set(state, counts.get(state) ?? 0);
  return [...counts].sort(([l], [r]) => (l < r ? -1 : 1)).map(([state, count]) => `${headOf(state, state)}${count},"selected":${freshness?.states.includes(state) === true}}`).join();
};
