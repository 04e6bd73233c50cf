import type { DirectoryKey } from '../../core/directory.ts';
import type { Directory } from '../directory/directory.ts';
import type { DirectoryPort, PartnerKey } from '../exchange/ports.ts';
import { importJWK } from './public-key.ts';

/** The directory as the exchange looks into it: keys ready to use, imported once. */
export const toDirectoryPort = (directory: Directory): DirectoryPort => {
  const imported = new WeakMap<DirectoryKey, PartnerKey>();
  const ready = (key: DirectoryKey | undefined): PartnerKey | undefined => {
    if (key === undefined) return undefined;
    const known = imported.get(key);
    if (known !== undefined) return known;
    const made = { kid: key.kid, ...importJWK(key.jwk) };
    imported.set(key, made);
    return made;
  };
  return {
    participant: (node) => directory.participant(node),
    participants: () => directory.document().participants,
    signingKey: (node, kid) => ready(directory.signingKey(node, kid)),
    encryptionKey: (node) => ready(directory.encryptionKey(node)),
    version: () => directory.version(),
    mayNotSend: () => directory.mayNotSend(),
    refresh: (reason) => directory.refresh(reason),
  };
};
