import type { IncomingMessage } from 'node:http';

/** Reads a request body of at most `limit` bytes. @param arrived hears of every piece; a throw ends the reading
 *  @returns undefined when it is longer: reading stops there, nothing is kept */
export const readBody = async (req: IncomingMessage, limit: number, arrived: (bytes: number) => void = () => undefined): Promise<Buffer | undefined> => {
  if (Number(req.headers['content-length'] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    arrived(chunk.length);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
};
