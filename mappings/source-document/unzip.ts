import { unzipSync } from 'fflate';
import { AppError } from '../../core/errors.ts';

/** Limits of catalogue.md §6.7 for ZIP and XLSX. */
export const zipLimits = { entries: 500, uncompressedBytes: 200 * 1024 * 1024, ratio: 100 };
const ratioMattersFrom = 10 * 1024 * 1024;

/** Files of a ZIP archive by their path. Sizes are checked from the directory before anything is unpacked, and again afterwards: a
 *  directory may lie. @throws AppError `too-large`, `parse-error` */
export const unzip = (bytes: Uint8Array, name: string, wanted: (path: string) => boolean = () => true): ReadonlyMap<string, Uint8Array> => {
  let entries = 0;
  let total = 0;
  const refuse = (why: string): never => {
    throw new AppError('too-large', 'too-large', `${name}: ${why}`);
  };
  const grown = (size: number): void => {
    total += size;
    if (total > zipLimits.uncompressedBytes) refuse(`it unpacks to more than ${zipLimits.uncompressedBytes / 1024 / 1024} MiB, which is the limit.`);
    if (total > ratioMattersFrom && total > bytes.length * zipLimits.ratio) refuse(`it unpacks to more than ${zipLimits.ratio} times its size.`);
  };
  try {
    const files = unzipSync(bytes, {
      filter: (file) => {
        entries += 1;
        if (entries > zipLimits.entries) refuse(`it has more than ${zipLimits.entries} entries, which is the limit.`);
        grown(file.originalSize);
        return wanted(file.name) && !file.name.endsWith('/');
      },
    });
    total = 0;
    for (const content of Object.values(files)) grown(content.length);
    return new Map(Object.entries(files));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid', 'parse-error', `${name} is not a readable ZIP archive (${(error as Error).message}).`, { cause: error });
  }
};
