import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '../../core/errors.ts';
import type { HttpLimits } from './limits.ts';

const inMebibytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;

const decoders: Readonly<Record<string, () => Transform>> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };

/** A few hundred bytes may well unfold a thousandfold; a bomb matters only when it is large. */
const ratioMattersFrom = 10 * 1024 * 1024;

const counter = (check: (seen: number) => AppError | undefined): Transform & { seen: number } => {
  const stream = Object.assign(
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        stream.seen += chunk.length;
        const refusal = check(stream.seen);
        if (refusal === undefined) done(null, chunk);
        else done(refusal);
      },
    }),
    { seen: 0 },
  );
  return stream;
};

/** The body as plain bytes, cut with a refusal when it passes a limit. Errors travel down the chain to the last stream.
 *  @throws (through the stream) AppError `too-large`, `unknown-encoding` */
export const plainBody = (body: Readable, encoding: string | undefined, limits: HttpLimits): Readable => {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  const wire = counter((seen) => (seen > limits.maxBytes ? new AppError('too-large', 'too-large', `the answer is larger than ${inMebibytes(limits.maxBytes)}`) : undefined));
  const chain = (from: Readable, to: Transform): Transform => {
    from.on('error', (error) => to.destroy(error));
    to.on('close', () => from.destroy());
    return from.pipe(to);
  };
  const counted = chain(body, wire);
  if (name === 'identity' || name === '') return counted;
  const decoder = decoders[name];
  if (decoder === undefined) {
    body.destroy();
    throw new AppError('unavailable', 'unknown-encoding', `the answer is packed as "${name}": gzip, deflate, br or nothing can be read`);
  }
  const plain = counter((seen) => {
    if (seen > limits.maxDecompressedBytes) return new AppError('too-large', 'too-large', `the answer unpacks to more than ${inMebibytes(limits.maxDecompressedBytes)}`);
    if (seen > ratioMattersFrom && seen > wire.seen * limits.maxRatio) return new AppError('too-large', 'too-large', `the answer unpacks to more than ${limits.maxRatio} times its size`);
    return undefined;
  });
  return chain(chain(counted, decoder()), plain);
};
