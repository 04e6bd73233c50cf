import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a whole file or nothing: temporary file beside it, fsync, rename. A reader never sees half of it. */
export const writeWhole = async (file: string, content: string | Uint8Array, mode: number): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
};

/** Private keys and what names them: the owner alone. */
export const writeSecret = (file: string, content: string | Uint8Array): Promise<void> => writeWhole(file, content, 0o600);
export const writePublic = (file: string, content: string | Uint8Array): Promise<void> => writeWhole(file, content, 0o644);

/** The file's text, or undefined when there is none. Any other failure is thrown. */
export const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
