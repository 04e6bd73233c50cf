import { AppError } from '../../core/errors.ts';
import { isHidden, packageIri, packageToDcat } from '../../mappings/ckan-to-dcat/package-to-dcat.ts';
import { fieldsOf } from '../../mappings/dcat-builder/values.ts';
import { packagesOf } from '../../mappings/source-document/document-to-descriptions.ts';
import { recognise } from '../../mappings/source-document/recognise.ts';
import { checkJson } from '../../mappings/source-document/json.ts';
import { decodeText } from '../../mappings/rdf/decode.ts';
import type { ReadContext, ReadEvent } from '../../mappings/source-events/read-event.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readBody } from '../http/read-body.ts';

const perPage = 100;
const maxPageBytes = 64 * 1024 * 1024;

/** Base of the site: the configured address without `/api/…` and trailing slash. */
export const siteOf = (address: string): string => address.replace(/\/api\/.*$/, '').replace(/\/+$/, '');

type Page = { readonly count: number; readonly results: readonly Record<string, unknown>[] };

const readPage = async (client: HttpClient, url: string): Promise<Page> => {
  const answer = await client.get(url, { accept: 'application/json' });
  const body = await readBody(answer.body, maxPageBytes, url);
  if (answer.status !== 200) throw new AppError('unavailable', 'unreadable', `The CKAN site answered ${answer.status} to package_search${answer.status === 401 || answer.status === 403 ? ': it asks for credentials, or refuses those it got' : ''}.`, { extra: { status: answer.status } });
  recognise(body, new URL(url).hostname);
  const json = checkJson(decodeText(body), new URL(url).hostname);
  const result = fieldsOf(fieldsOf(json)?.['result']);
  if (fieldsOf(json)?.['success'] !== true || result === undefined || !Array.isArray(result['results']))
    throw new AppError('unavailable', 'parse-error', `${new URL(url).hostname} did not answer as a CKAN package_search does: check the address of the site.`);
  return { count: typeof result['count'] === 'number' ? result['count'] : 0, results: packagesOf(json) };
};

const pageUrl = (site: string, context: ReadContext, start: number): string => {
  const url = new URL(`${site}/api/3/action/package_search`);
  url.searchParams.set('rows', String(perPage));
  url.searchParams.set('start', String(start));
  // a stable order: packages that are added during the walk land behind it
  url.searchParams.set('sort', 'metadata_created asc, id asc');
  url.searchParams.set('include_private', 'true');
  if (typeof context.source.options['fq'] === 'string') url.searchParams.set('fq', context.source.options['fq']);
  return url.href;
};

/** Walks `package_search` in pages of 100. Packages that became private or were deleted are told as gone.
 *  @see catalogue.md §3.1, §3.3 */
export const readCkan = async function* (context: ReadContext, client: HttpClient): AsyncGenerator<ReadEvent> {
  const site = siteOf(context.source.address ?? '');
  const seen = new Set<string>();
  for (let start = Number(context.resumeFrom ?? 0); ; start += perPage) {
    const page = await readPage(client, pageUrl(site, context, start));
    const mark = page.results.map((item) => String(item['id'] ?? item['name'])).join(' ');
    if (page.results.length > 0 && seen.has(mark)) return void (yield { type: 'incomplete', code: 'loop', detail: `page ${start / perPage + 1} of ${site} repeats an earlier page: the walk stopped there` });
    seen.add(mark);
    yield { type: 'total', total: page.count };
    for (const item of page.results) {
      const iri = packageIri(item, site);
      if (isHidden(item) && iri !== undefined) {
        yield { type: 'gone', iri, reason: item['private'] === true ? 'The package became private.' : 'The package was deleted.' };
        continue;
      }
      const mapped = packageToDcat(item, { site, language: context.source.language });
      for (const problem of mapped.problems) yield { type: 'problem', problem };
      for (const description of mapped.descriptions) yield { type: 'description', description };
    }
    yield { type: 'page', position: String(start + perPage) };
    if (page.results.length === 0 || start + page.results.length >= page.count) return;
  }
};
