import { createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

/** Public JWK of the directory as a key, with the one algorithm that fits it: never the one a message names. */
export const importJWK = (jwk: Readonly<Record<string, unknown>>): { readonly key: KeyObject; readonly alg: string } => ({
  key: createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }),
  alg: jwk['kty'] === 'OKP' ? 'EdDSA' : 'ES256',
});
