import { AppError } from '../../core/errors.ts';

/** The decoder complains at the byte that breaks a sequence; the letter began up to three bytes before. */
const startOfSequence = (bytes: Uint8Array, broken: number): number => {
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[broken - back] ?? 0;
    if (byte >= 0xc0) return broken - back;
    if (byte < 0x80) return broken;
  }
  return broken;
};

/** First place where bytes stop being UTF-8: the sentence must say where, or nobody finds the letter. */
const firstBadByte = (bytes: Uint8Array): { offset: number; line: number } => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let low = 0;
  let high = bytes.length;
  const readable = (end: number) => {
    try {
      decoder.decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    } finally {
      try {
        decoder.decode();
      } catch {
        // the cut may fall inside a character: only whole bad sequences count
      }
    }
  };
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (readable(middle)) low = middle;
    else high = middle;
  }
  low = startOfSequence(bytes, low);
  let line = 1;
  for (let at = 0; at < low; at += 1) if (bytes[at] === 10) line += 1;
  return { offset: low, line };
};

const decodeAs = (bytes: Uint8Array, encoding: string): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new AppError('invalid', 'unknown-encoding', `The file says it is written in "${encoding}", which this node does not know. Save it as UTF-8.`);
    }
    if (encoding !== 'utf-8') throw new AppError('invalid', 'unknown-encoding', `The file says it is written in "${encoding}", but it is not. Save it as UTF-8.`);
    const { offset, line } = firstBadByte(bytes);
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    throw new AppError('invalid', 'unknown-encoding', `The text is not valid UTF-8: byte 0x${byte} at position ${offset}, line ${line}. Save the file as UTF-8.`, {
      extra: { line, offset },
    });
  }
};

/** Text of a document: by its byte order mark, else by its XML declaration, else UTF-8, never guessed.
 *  @throws AppError `unknown-encoding` with line and position of the first byte that cannot be read */
export const decodeText = (bytes: Uint8Array, xml = false): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs(bytes, 'utf-16be');
  const declared = xml ? /^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(String.fromCharCode(...bytes.subarray(0, 200)))?.[1] : undefined;
  return decodeAs(bytes, declared === undefined || /^utf-?8$/i.test(declared) ? 'utf-8' : declared.toLowerCase());
};
