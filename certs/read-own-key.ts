import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { keyFromPem } from './ec-keys.ts';
import { importKeystore } from './import-keystore.ts';
import type { Keystore } from './import-keystore.ts';
import { keyFile, keystoreFile } from './ring-manifest.ts';

/** Reads one private key of KEYS_DIR: `<id>.key.pem`, sealed or not, or the PKCS#12 keystore `<id>.p12`. */
export type ReadOwnKey = (dir: string, id: string) => Promise<KeyObject>;

const onlyOwner = async (file: string): Promise<void> => {
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new Error(`${file} may be read by others: set its mode to 0600.`);
};

const there = (file: string): Promise<boolean> => stat(file).then(() => true, () => false);

/** @param passphrase of sealed keys and keystores (KEYS_PASSPHRASE_FILE) @throws Error with a sentence: readable by others, passphrase missing or wrong */
export const ownKeyReader = (passphrase: string | undefined): ReadOwnKey => {
  // Opening a keystore takes half a second of plain JavaScript; the folder is looked at every few seconds.
  const opened = new Map<string, Keystore>();
  const fromKeystore = async (file: string): Promise<KeyObject> => {
    if (passphrase === undefined) throw new Error(`${file} is a keystore: give its passphrase in KEYS_PASSPHRASE_FILE.`);
    const bytes = await readFile(file);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const store = opened.get(digest) ?? importKeystore(bytes, passphrase);
    opened.set(digest, store);
    return keyFromPem(store.keyPem);
  };
  return async (dir, id) => {
    const store = keystoreFile(dir, id);
    const file = (await there(store)) ? store : keyFile(dir, id);
    await onlyOwner(file);
    if (file === store) return fromKeystore(store);
    const pem = await readFile(file, 'utf8');
    if (pem.includes('ENCRYPTED') && passphrase === undefined) throw new Error(`${file} is sealed: give its passphrase in KEYS_PASSPHRASE_FILE.`);
    try {
      return keyFromPem(pem, passphrase);
    } catch (error) {
      throw new Error(`${file} cannot be opened: the passphrase is wrong, or the file is damaged.`, { cause: error });
    }
  };
};
