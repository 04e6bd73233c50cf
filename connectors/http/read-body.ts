import type { Readable } from 'node:stream';
import { AppError } from '../../core/errors.ts';
import { translateHttpError } from './exchange.ts';

/** The whole body, for documents that are small by nature (one JSON page, one RDF page).
 *  @throws AppError `too-large` beyond `maxBytes`, `source-*` when the connection breaks */
export const readBody = async (body: Readable, maxBytes: number, url: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new AppError('too-large', 'too-large', `${url} is larger than ${Math.round(maxBytes / 1024 / 1024)} MiB`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw translateHttpError(error, new URL(url));
  }
  return Buffer.concat(chunks);
};
