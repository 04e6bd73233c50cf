import { AppError } from '../../core/errors.ts';

/** Reads a body to its end, or stops at the limit: an answer is never longer than the caller is ready to hold. @throws AppError `partner-answer-too-large` */
export const readLimited = async (body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('unavailable', 'partner-answer-too-large', `The partner's answer is longer than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
};
