import type { JWK } from 'jose';
import { CompactSign, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { OwnKey } from './key-ring.ts';

const allowed = ['ES256', 'EdDSA'];

/** Signs what a node asks of the coordinator. @param type media type of the request, so that one kind cannot pass as another @returns compact JWS */
export const signRequest = (payload: object, key: OwnKey, type: string): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: type }).sign(key.privateKey);

/** Unverified look at a request, to find the key it must be verified with. @throws Error when it is no JWS of that type */
export const peekRequest = <Shape extends z.ZodType>(jws: string, type: string, shape: Shape): { kid: string; payload: z.output<Shape> } => {
  const header = decodeProtectedHeader(jws);
  if (header.typ !== type) throw new Error(`not a request of type ${type}`);
  const payload: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return { kid: String(header.kid), payload: shape.parse(payload) };
};

/** @throws Error when the signature is not by that key */
export const verifyRequest = async (jws: string, jwk: JWK): Promise<void> => {
  await compactVerify(jws, await importJWK(jwk, jwk.alg ?? 'ES256'), { algorithms: allowed });
};

/** What two people compare over the telephone: 128 bits of the SHA-256 of the request, in groups of four hex digits. */
export const fingerprintOf = (jws: string): string => {
  const hex = createHash('sha256').update(jws.split('.')[1] ?? '').digest('hex').slice(0, 32);
  return (hex.match(/.{4}/g) ?? []).join(' ');
};
