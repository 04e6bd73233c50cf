import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import type { KeptPage, ReadContext } from '../../mappings/source-events/read-event.ts';
import type { Headers } from './exchange.ts';
import type { HttpClient } from './http-client.ts';
import { readBody } from './read-body.ts';

/** A document asked for with what was kept of its last answer (catalogue.md §6.2). `same`: 304, or the same bytes as last time. */
export type Document = { readonly status: number; readonly url: string; readonly headers: Headers; readonly body: Buffer; readonly same: boolean; /** Of a page that is the same: what it told. */ readonly page?: KeptPage; /** Keeps the answer for the next run, once it is understood: as what stands for the whole source, or as a page. */ readonly keep: (page?: KeptPage) => Promise<void> };

/** Statuses that end a walk at the root; on a member they make it unreadable. */
const refusalOf = (status: number, url: string): AppError => {
  if (status === 401 || status === 403) return new AppError('unavailable', 'unreadable', `${url} answered ${status}: the source asks for credentials, or those it got are refused.`, { extra: { status } });
  if (status === 404 || status === 410) return new AppError('unavailable', 'unreadable', `${url} answered ${status}: there is nothing at this address (any more).`, { extra: { status } });
  return new AppError('unavailable', 'unreadable', `${url} answered ${status}.`, { extra: { status } });
};

/** GET with If-None-Match and If-Modified-Since.
 *  @throws AppError `unreadable` (status in `extra`) for anything but 200 and 304, and what the client throws */
export const getDocument = async (client: HttpClient, context: Pick<ReadContext, 'recall' | 'remember'>, url: string, headers: Headers, maxBytes: number): Promise<Document> => {
  const before = await context.recall(url);
  const answer = await client.get(url, {
    ...headers,
    ...(before?.etag === undefined ? {} : { 'if-none-match': before.etag }),
    ...(before?.lastModified === undefined ? {} : { 'if-modified-since': before.lastModified }),
  });
  if (answer.status === 304) {
    answer.body.destroy();
    const keep = (page?: KeptPage): Promise<void> => (page === undefined ? Promise.resolve() : context.remember(url, { etag: before?.etag, lastModified: before?.lastModified, status: 304, bytes: 0, hash: before?.hash ?? '', page }));
    return { status: 304, url: answer.url, headers: answer.headers, body: Buffer.alloc(0), same: true, ...(before?.page === undefined ? {} : { page: before.page }), keep };
  }
  if (answer.status !== 200) {
    answer.body.destroy();
    throw refusalOf(answer.status, url);
  }
  const body = await readBody(answer.body, maxBytes, url);
  const hash = createHash('sha256').update(body).digest('hex');
  const keep = (page?: KeptPage): Promise<void> => context.remember(url, { etag: answer.headers['etag'], lastModified: answer.headers['last-modified'], status: 200, bytes: body.length, hash, page });
  const same = before?.hash === hash;
  return { status: 200, url: answer.url, headers: answer.headers, body, same, ...(same && before.page !== undefined ? { page: before.page } : {}), keep };
};
