import { readFile } from 'node:fs/promises';
import { keyFromPem, sealedPemOfKey } from './ec-keys.ts';
import { readIfThere, writeSecret } from './files.ts';
import { keyFile, readManifest } from './ring-manifest.ts';

/** Puts every private key file of KEYS_DIR that is in use under a passphrase. Keys still being asked for stay open until they are listed.
 *  @returns ids of the keys sealed now */
export const sealKeys = async (dir: string, passphrase: string): Promise<readonly string[]> => {
  const { tls, signing, encryption } = await readManifest(dir);
  const sealed: string[] = [];
  for (const { id } of [...tls, ...signing, ...encryption].filter((entry) => entry.slot !== 'requested')) {
    const pem = await readIfThere(keyFile(dir, id));
    if (pem === undefined || pem.includes('ENCRYPTED')) continue;
    await writeSecret(keyFile(dir, id), sealedPemOfKey(keyFromPem(await readFile(keyFile(dir, id), 'utf8')), passphrase));
    sealed.push(id);
  }
  return sealed;
};
