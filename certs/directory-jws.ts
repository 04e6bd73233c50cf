import type { JWK } from 'jose';
import { calculateJwkThumbprint, CompactSign, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DirectoryDocument } from '../core/directory.ts';
import { directoryShape } from '../core/directory.ts';
import { newEcKey } from './ec-keys.ts';
import { writePublic, writeSecret } from './files.ts';

/** Media type in the header, so that no other JWS of the consortium can be passed off as a directory. */
const type = 'ehds-directory+jwt';
const allowed = ['ES256', 'EdDSA'];

/** A new directory signing key (private JWK with kid and alg). */
export const newDirectoryKey = async (): Promise<JWK> => {
  const key = newEcKey();
  const jwk = key.export({ format: 'jwk' }) as JWK;
  return { ...jwk, kid: `directory-${(await calculateJwkThumbprint(jwk)).slice(0, 12)}`, alg: 'ES256', use: 'sig' };
};

export const publicJwkOf = (jwk: JWK): JWK => {
  const { kid, alg, use } = jwk;
  const shown = createPublicKey({ key: jwk as never, format: 'jwk' }).export({ format: 'jwk' }) as JWK;
  return { ...shown, ...(kid === undefined ? {} : { kid }), ...(alg === undefined ? {} : { alg }), ...(use === undefined ? {} : { use }) };
};

const jwkShape = z.looseObject({ kty: z.string(), kid: z.string().min(1), alg: z.enum(['ES256', 'EdDSA']) });

/** Reads DIRECTORY_SIGNING_KEY_FILE. @throws Error when it is not a private key with kid and alg */
export const readDirectoryKey = async (file: string): Promise<JWK> => {
  const jwk = jwkShape.parse(JSON.parse(await readFile(file, 'utf8')));
  if (jwk['d'] === undefined) throw new Error(`${file} holds a public key: the coordinator needs the private one.`);
  return jwk as JWK;
};

/** Reads DIRECTORY_KEYS_FILE: the pinned key set. @throws Error when it holds no usable key */
export const readPinnedKeys = async (file: string): Promise<readonly JWK[]> =>
  z.object({ keys: z.array(jwkShape).min(1) }).parse(JSON.parse(await readFile(file, 'utf8'))).keys as readonly JWK[];

export const writeDirectoryKey = (file: string, jwk: JWK): Promise<void> => writeSecret(file, JSON.stringify(jwk));
export const writePinnedKeys = (file: string, keys: readonly JWK[]): Promise<void> => writePublic(file, JSON.stringify({ keys: keys.map(publicJwkOf) }, null, 1));

/** Signs a directory. @returns compact JWS */
export const signDirectory = async (document: DirectoryDocument, jwk: JWK): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(document)))
    .setProtectedHeader({ alg: jwk.alg ?? 'ES256', kid: jwk.kid ?? '', typ: type })
    .sign(await importJWK(jwk));

export type VerifiedDirectory = { readonly document: DirectoryDocument; readonly kid: string; readonly jws: string };

/** Checks signature, type and shape against the keys that count now. The algorithm comes from the pinned key, never from the message alone.
 *  @throws Error in words: unknown key, wrong signature, wrong shape */
export const verifyDirectory = async (jws: string, keys: readonly JWK[]): Promise<VerifiedDirectory> => {
  const header = decodeProtectedHeader(jws);
  if (header.typ !== type) throw new Error('the directory is not a consortium directory (typ)');
  const key = keys.find((one) => one.kid === header.kid);
  if (key === undefined) throw new Error(`the directory is signed with the key ${String(header.kid)}, which this node does not pin`);
  const { payload } = await compactVerify(jws, await importJWK(key), { algorithms: allowed.filter((alg) => alg === key.alg) });
  return { document: directoryShape.parse(JSON.parse(new TextDecoder().decode(payload))), kid: String(header.kid), jws };
};
