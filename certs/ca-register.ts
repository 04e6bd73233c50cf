import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { readIfThere, writeSecret } from './files.ts';

/** What a CA has issued and revoked: `register.json` in its folder, changed by one process at a time. */
const registerShape = z.object({
  crlNumber: z.int().nonnegative(),
  issued: z.array(
    z.object({
      serial: z.string(),
      nodeId: z.string(),
      thumbprint: z.string(),
      notBefore: z.string(),
      notAfter: z.string(),
      revoked: z.object({ at: z.string(), reason: z.string() }).optional(),
    }),
  ),
});
export type CaRegister = z.infer<typeof registerShape>;
export type Issued = CaRegister['issued'][number];

const fileIn = (dir: string): string => join(dir, 'register.json');
// A holder that died leaves its lock; no change of the register takes anything near so long.
const staleLockMs = 10_000;

const takeLock = async (lock: string): Promise<void> => {
  const deadline = performance.now() + 2 * staleLockMs;
  for (;;) {
    const handle = await open(lock, 'wx', 0o600).catch(() => undefined);
    if (handle !== undefined) return handle.close();
    const held = await stat(lock).catch(() => undefined);
    const ageMs = held === undefined ? 0 : performance.timeOrigin + performance.now() - held.mtimeMs;
    if (ageMs > staleLockMs) await rm(lock, { force: true });
    else if (performance.now() > deadline) throw new Error(`the CA register is locked by another process (${lock}): try again`);
    else await wait(20);
  }
};

export const readRegister = async (dir: string): Promise<CaRegister> => {
  const text = await readIfThere(fileIn(dir));
  return text === undefined ? { crlNumber: 0, issued: [] } : registerShape.parse(JSON.parse(text));
};

/** Reads, changes and writes the register under a lock file; a throw in `change` leaves it as it was. */
export const changeRegister = async <T>(dir: string, change: (register: CaRegister) => Promise<T>): Promise<T> => {
  const lock = join(dir, 'register.lock');
  await takeLock(lock);
  try {
    const register = await readRegister(dir);
    const result = await change(register);
    await writeSecret(fileIn(dir), JSON.stringify(register, null, 1));
    return result;
  } finally {
    await rm(lock, { force: true });
  }
};
