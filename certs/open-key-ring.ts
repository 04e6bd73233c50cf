import { watch } from 'node:fs';
import type { KeyRing } from './key-ring.ts';
import type { LoadedRing } from './load-ring.ts';
import { loadRing } from './load-ring.ts';
import { ownKeyReader } from './read-own-key.ts';

// A rotation writes several files within milliseconds: one reload for all of them.
const settleMs = 50;
// Network file systems send no events: look again this often whatever the watcher says.
const pollMs = 15_000;

export type OpenKeyRingOptions = {
  /** Of sealed keys and keystores in the folder. */
  readonly passphrase?: string | undefined;
  /** Told when the folder changed but cannot be used; the last good ring stays in force. */
  readonly onError?: (error: unknown) => void;
};

const fingerprintOf = (ring: LoadedRing): string =>
  JSON.stringify([ring.publicKeys, ring.tls.certPem, ring.nextTls?.thumbprint, ring.signing.kid, ring.encryption.map((key) => key.kid), ring.ca, ring.crls]);

/** Opens KEYS_DIR and watches it: rotation, a new certificate or a new CRL takes effect without restart.
 *  @throws Error with a sentence for the operator when the folder cannot be used at start */
export const openKeyRing = async (dir: string, options: OpenKeyRingOptions = {}): Promise<KeyRing> => {
  const readKey = ownKeyReader(options.passphrase);
  let ring = await loadRing(dir, readKey);
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();

  const reload = async (): Promise<void> => {
    const fresh = await loadRing(dir, readKey);
    const changed = fingerprintOf(fresh) !== fingerprintOf(ring);
    ring = fresh;
    if (changed) for (const listener of [...listeners]) listener();
  };
  const quietly = (): void => void reload().catch((error: unknown) => options.onError?.(error));
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(quietly, settleMs);
  };
  const watcher = watch(dir, { persistent: false }, soon);
  watcher.on('error', (error) => options.onError?.(error));
  const poll = setInterval(quietly, pollMs);
  poll.unref();

  return {
    get nodeId() {
      return ring.nodeId;
    },
    tls: () => ring.tls,
    nextTls: () => ring.nextTls,
    ca: () => ring.ca,
    crls: () => ring.crls,
    signing: () => ring.signing,
    encryption: () => ring.encryption,
    publicKeys: () => ring.publicKeys,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reload,
    close: () => {
      clearTimeout(timer);
      clearInterval(poll);
      watcher.close();
    },
  };
};
