import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import type { OwnKey, PublishedKey } from './key-ring.ts';
import type { RingEntry } from './ring-manifest.ts';

/** Algorithm of one of our keys, from the key itself. */
export const algOf = (kind: 'signing' | 'encryption', key: KeyObject): OwnKey['alg'] => {
  if (kind === 'encryption') return 'ECDH-ES+A256KW';
  return key.asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'ES256';
};

/** The public half, as the directory lists it. */
export const publishedKeyOf = (key: KeyObject, entry: Pick<RingEntry, 'id' | 'notBefore' | 'notAfter'>, kind: 'signing' | 'encryption'): PublishedKey => ({
  kid: entry.id,
  jwk: { ...createPublicKey(key).export({ format: 'jwk' }), kid: entry.id, alg: algOf(kind, key), use: kind === 'signing' ? 'sig' : 'enc' },
  notBefore: entry.notBefore,
  notAfter: entry.notAfter,
});
