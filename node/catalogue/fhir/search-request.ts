import type { FhirResource } from 'fhir/r4.d.ts';
import { AppError } from '../../../core/errors.ts';
import type { LibrarySort } from './library-store.ts';
import type { Asked, ParameterType } from './parameter.ts';
import { readAsked } from './parameter.ts';

export type SearchRequest = {
  readonly asked: readonly Asked[];
  readonly text: string | undefined;
  readonly include: readonly string[];
  readonly sort: readonly { readonly by: LibrarySort; readonly descending: boolean }[];
  readonly count: number;
  readonly offset: number;
  readonly countOnly: boolean;
  readonly unsupported: readonly string[];
  /** The query as it was understood, for the self link: without what is not supported, without the cursor. */
  readonly selfQuery: string;
  readonly narrow: (resource: FhirResource) => FhirResource;
};

const results = new Set(['_count', '_cursor', '_sort', '_include', '_total', '_summary', '_elements', '_format', '_pretty']);
const sortable: readonly LibrarySort[] = ['title', 'date', '_lastUpdated'];
const always = ['resourceType', 'id', 'meta', 'url', 'status', 'type'];

const offsetOf = (cursor: string | null): number => {
  if (cursor === null) return 0;
  const found = /^o(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (found === null) throw new AppError('invalid', 'bad-cursor', 'This cursor was not given out by this server: follow the links of the Bundle.');
  return Number(found[1]);
};

const countOf = (text: string | null): number => {
  if (text === null) return 20;
  if (!/^\d{1,6}$/.test(text)) throw new AppError('invalid', 'bad-parameter', '_count must be a whole number.');
  return Math.min(100, Number(text));
};

const sortOf = (text: string | null, unsupported: string[]): SearchRequest['sort'] =>
  (text ?? '').split(',').filter((one) => one !== '' && one !== '_score' && one !== '-_score').flatMap((one) => {
    const by = sortable.find((known) => known === one.replace(/^-/, ''));
    if (by === undefined) unsupported.push(`_sort=${one}`);
    return by === undefined ? [] : [{ by, descending: one.startsWith('-') }];
  });

const narrower = (elements: string | null, summary: string | null) => (resource: FhirResource): FhirResource => {
  const wanted = elements === null ? (summary === 'true' ? ['title', 'name', 'identifier', 'date', 'publisher', 'topic', 'jurisdiction', 'effectivePeriod', 'version', 'entry', 'address'] : undefined) : elements.split(',');
  if (wanted === undefined) return resource;
  const kept = Object.fromEntries(Object.entries(resource).filter(([key]) => always.includes(key) || wanted.includes(key)));
  // a resource without all its parts says so (R4 §3.1.1.5.9)
  return { ...kept, meta: { ...(resource.meta ?? {}), tag: [...(resource.meta?.tag ?? []), { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }] } } as FhirResource;
};

/** Reads a FHIR search. What is not supported is named in the answer, or refused when the client asks for strict handling.
 *  @throws AppError `unsupported-parameter` with `Prefer: handling=strict`, `bad-parameter`, `bad-cursor` */
export const readSearch = (query: URLSearchParams, parameters: Readonly<Record<string, { readonly type: string }>>, includes: readonly string[], strict: boolean): SearchRequest => {
  const asked: Asked[] = [];
  const unsupported: string[] = [];
  const understood = new URLSearchParams();
  let text: string | undefined;
  for (const [name, value] of query) {
    if (results.has(name)) {
      if (name === '_include' && !includes.includes(value)) unsupported.push(`_include=${value}`);
      else if (name !== '_cursor') understood.append(name, value);
      continue;
    }
    if ((name === '_text' || name === '_content') && parameters[name] !== undefined) {
      text = text === undefined ? value : `${text} ${value}`;
      understood.append(name, value);
      continue;
    }
    const one = readAsked(name, value, (plain) => (Object.hasOwn(parameters, plain) ? (parameters[plain]?.type as ParameterType) : undefined));
    if (one === undefined) unsupported.push(name);
    else if (one.values.length > 0) {
      asked.push(one);
      understood.append(name, value);
    }
  }
  const sort = sortOf(query.get('_sort'), unsupported);
  if (strict && unsupported.length > 0)
    throw new AppError('invalid', 'unsupported-parameter', `Not supported here: ${unsupported.join(', ')}.`, { problems: unsupported.map((path) => ({ path, code: 'not-supported', message: 'not supported' })) });
  const summary = query.get('_summary');
  return {
    asked, text, include: query.getAll('_include').filter((one) => includes.includes(one)), sort, count: countOf(query.get('_count')), offset: offsetOf(query.get('_cursor')),
    countOnly: summary === 'count' || query.get('_count') === '0', unsupported, selfQuery: understood.toString(), narrow: narrower(query.get('_elements'), summary),
  };
};
