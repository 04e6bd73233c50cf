import { AppError, isAppError } from '../../core/errors.ts';
import { splitDescriptions } from '../../mappings/dcat-to-dataset/split.ts';
import { sourceLimits } from '../../mappings/rdf/limits.ts';
import { parseRdf } from '../../mappings/rdf/parse.ts';
import { rdfMediaTypeOf, sniff } from '../../mappings/rdf/media-types.ts';
import type { PageFacts } from '../../mappings/source-document/hydra.ts';
import { pageFacts } from '../../mappings/source-document/hydra.ts';
import { isRdf } from '../../mappings/source-document/rdf-kind.ts';
import { recognise } from '../../mappings/source-document/recognise.ts';
import type { KeptPage, ReadContext, ReadEvent } from '../../mappings/source-events/read-event.ts';
import type { Document } from '../http/conditional.ts';
import { getDocument } from '../http/conditional.ts';
import type { HttpClient } from '../http/http-client.ts';
import { isLarge, readLarge } from '../http/large-document.ts';
import type { WalkEnd, WalkGuard } from '../http/walk-guard.ts';
import { createWalkGuard } from '../http/walk-guard.ts';

const accept = 'text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.9, application/n-triples;q=0.8, application/trig;q=0.7';
const maxPageBytes = 256 * 1024 * 1024;

/** The declared type when it is RDF and the body is no HTML page, else what the content looks like: many servers say text/plain. */
const mediaTypeOf = (page: Document): string => {
  const header = page.headers['content-type'] ?? '';
  const declared = /plain|html/.test(header) ? undefined : rdfMediaTypeOf(header);
  if (declared !== undefined && sniff(page.body) !== 'html') return declared;
  const { kind } = recognise(page.body, new URL(page.url).host);
  if (!isRdf(kind)) throw new AppError('unavailable', 'parse-error', `${page.url} is no RDF: set the kind of this source to "${kind}" or "file".`);
  return kind;
};

const withSince = (address: string, context: ReadContext): string => {
  if (context.position === undefined || context.source.options['modifiedSince'] !== true) return address;
  const url = new URL(address);
  url.searchParams.set('modified_since', context.position);
  return url.href;
};

const lastPage = function* (context: ReadContext): Generator<ReadEvent> {
  yield { type: 'page' };
  yield { type: 'next-position', position: context.now };
};

/** A page too large for memory: its datasets one by one. @returns where it leads: the next page, why the walk ends, or undefined at the end */
const largePage = async function* (context: ReadContext, page: Document, mediaType: string, guard: WalkGuard): AsyncGenerator<ReadEvent, string | WalkEnd | undefined> {
  let facts: PageFacts | undefined;
  const iris: string[] = [];
  for await (const one of readLarge(page.body, { mediaType, baseIri: page.url, signal: context.signal, paging: (quads) => (facts = pageFacts(quads)) })) {
    if ('quads' in one) iris.push(one.iri);
    yield 'quads' in one ? { type: 'description', description: one } : { type: 'problem', problem: one };
  }
  if (facts?.total !== undefined && context.resumeFrom === undefined) yield { type: 'total', total: facts.total };
  return guard.page(iris) ?? (facts?.next === undefined ? undefined : guard.next(facts.next, page.url));
};

/** A page that is as it was last time is not read again: its records are as they were. @returns where it leads, as a page that is read */
const samePage = async function* (context: ReadContext, page: Document, told: KeptPage, guard: WalkGuard): AsyncGenerator<ReadEvent, string | WalkEnd | undefined> {
  if (told.title !== undefined) yield { type: 'title', title: told.title };
  if (told.total !== undefined && context.resumeFrom === undefined) yield { type: 'total', total: told.total };
  const repeated = guard.page(told.records);
  if (repeated !== undefined) return repeated;
  yield { type: 'unchanged-page', records: told.records };
  await page.keep(told);
  return told.next === undefined ? undefined : guard.next(told.next, page.url);
};

/** Walks a catalogue in RDF, page by page along hydra:next. A page that cannot be read ends the walk as incomplete, unless it is the first.
 *  With the option `modifiedSince` later runs ask for changes only. @see catalogue.md §3.1 (ckanext-dcat RDF), §5.3, §6.2 */
export const readDcat = async function* (context: ReadContext, client: HttpClient): AsyncGenerator<ReadEvent> {
  const start = withSince(context.source.address ?? '', context);
  const guard = createWalkGuard(start);
  if (start !== context.source.address) yield { type: 'partial' };
  for (let url = context.resumeFrom ?? start, pages = 0; ; pages += 1) {
    let page: Document;
    try {
      page = await getDocument(client, context, url, { accept }, maxPageBytes);
      if (page.same && page.page === undefined && pages === 0 && start === context.source.address) return void (yield { type: 'not-modified' });
      if (page.page !== undefined) {
        const next = yield* samePage(context, page, page.page, guard);
        if (next === undefined) return void (yield* lastPage(context));
        if (typeof next !== 'string') return void (yield { type: 'incomplete', ...next });
        url = next;
        yield { type: 'page', position: url };
        continue;
      }
      const mediaType = mediaTypeOf(page);
      if (isLarge(page.body, mediaType, page.url)) {
        const next = yield* largePage(context, page, mediaType, guard);
        if (next === undefined && pages === 0) await page.keep();
        if (next === undefined) return void (yield* lastPage(context));
        if (typeof next !== 'string') return void (yield { type: 'incomplete', ...next });
        url = next;
        yield { type: 'page', position: url };
        continue;
      }
      const quads = await parseRdf(page.body, { mediaType, baseIri: page.url, limits: sourceLimits });
      const facts = pageFacts(quads);
      const descriptions = splitDescriptions(quads);
      if (facts.title !== undefined) yield { type: 'title', title: facts.title };
      if (facts.total !== undefined && context.resumeFrom === undefined) yield { type: 'total', total: facts.total };
      const repeated = guard.page(descriptions.map((description) => description.iri));
      if (repeated !== undefined) return void (yield { type: 'incomplete', ...repeated });
      for (const description of descriptions) yield { type: 'description', description };
      const whole = facts.next === undefined && pages === 0;
      if (whole || start === context.source.address) await page.keep(whole ? undefined : { ...facts, records: descriptions.map((description) => description.iri) });
      if (facts.next === undefined) return void (yield* lastPage(context));
      const next = guard.next(facts.next, page.url);
      if (typeof next !== 'string') return void (yield { type: 'incomplete', ...next });
      url = next;
      yield { type: 'page', position: url };
    } catch (error) {
      if (pages === 0 || !isAppError(error)) throw error;
      return void (yield { type: 'incomplete', code: error.code, detail: `page ${pages + 1} (${url}): ${error.detail}` });
    }
  }
};
