import { request } from 'undici';
import { AppError } from '../../core/errors.ts';

// A directory of 200 nodes with all their keys is about 600 kB.
const maxBytes = 8 * 1024 * 1024;
const timeoutMs = 15_000;

const readCapped = async (body: AsyncIterable<Buffer>, url: string): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('unavailable', 'directory-too-large', `${url} answers more than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

export type Published = { readonly type: 'unchanged' } | { readonly type: 'fetched'; readonly text: string; readonly etag: string | undefined };

/** GET of something the coordinator publishes (directory, CRL). What it says is signed, so the transport needs no trust; redirects are not followed.
 *  @param url from the configuration or the signed directory, never from a request @throws AppError `unavailable` with code `directory-unreachable | directory-too-large` */
export const fetchPublished = async (url: string, etag: string | undefined): Promise<Published> => {
  try {
    const answer = await request(url, { headers: etag === undefined ? {} : { 'if-none-match': etag }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, signal: AbortSignal.timeout(2 * timeoutMs) });
    if (answer.statusCode === 304) {
      await answer.body.dump();
      return { type: 'unchanged' };
    }
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw new AppError('unavailable', 'directory-unreachable', `${url} answers ${answer.statusCode}.`);
    }
    const tag = answer.headers['etag'];
    return { type: 'fetched', text: await readCapped(answer.body, url), etag: typeof tag === 'string' ? tag : undefined };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('unavailable', 'directory-unreachable', `${url} cannot be reached.`, { cause: error });
  }
};
