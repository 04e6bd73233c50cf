import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Bundle, Signature } from 'fhir/r4.d.ts';
import { FlattenedSign, decodeProtectedHeader, flattenedVerify } from 'jose';
import type { OwnKey } from '../../certs/key-ring.ts';
import { envelopeNames } from '../../core/envelope.ts';
import type { PartnerKey } from './ports.ts';

/** Signatures of messages and receipts: a detached, unencoded JWS (RFC 7797) over the RFC 8785 form of the Bundle without its `signature` (exchange.md §3).
 *  The algorithm comes from the key in the directory, never from the message; `typ` keeps a signature made for one purpose from serving another. */
const typ = 'ehds-message+jws';
const algorithms = ['ES256', 'EdDSA'];
const encoder = new TextEncoder();

export type Signed = { readonly bytes: Buffer; readonly digest: string };

export const digestOf = (canonical: Uint8Array): string => createHash('sha256').update(canonical).digest('hex');

/** The bytes that are signed: canonical form without the signature. @throws Error when a value has no canonical form (NaN, lone surrogate) */
export const canonicalBytes = (bundle: object): Uint8Array => {
  const unsigned: Record<string, unknown> = { ...bundle };
  delete unsigned['signature'];
  return encoder.encode(canonicalize(unsigned) ?? '');
};

const signatureElement = (jws: string, when: string, node: string): Signature => ({
  type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1' }],
  when,
  who: { identifier: { system: envelopeNames.nodeSystem, value: node } },
  sigFormat: 'application/jose',
  data: Buffer.from(jws, 'ascii').toString('base64'),
});

/** Signs a Bundle. @returns the exact bytes to store and send, and the SHA-256 of the signed form */
export const signBundle = async (bundle: Bundle, key: OwnKey, node: string): Promise<Signed> => {
  const payload = canonicalBytes(bundle);
  const jws = await new FlattenedSign(payload).setProtectedHeader({ alg: key.alg, kid: key.kid, typ, b64: false, crit: ['b64'] }).sign(key.privateKey);
  const signed: Bundle = { ...bundle, signature: signatureElement(`${jws.protected ?? ''}..${jws.signature}`, bundle.timestamp ?? '', node) };
  return { bytes: Buffer.from(JSON.stringify(signed), 'utf8'), digest: digestOf(payload) };
};

export type SignatureReading = { readonly kid: string; readonly protected: string; readonly signature: string };

/** Finds the JWS in a parsed Bundle. @returns undefined when there is none of our form */
export const readSignature = (json: unknown): SignatureReading | undefined => {
  const data = (json as { signature?: { data?: unknown; sigFormat?: unknown } } | undefined)?.signature?.data;
  if (typeof data !== 'string' || data.length > 4096) return undefined;
  const [head, middle, tail, more] = Buffer.from(data, 'base64').toString('ascii').split('.');
  if (head === undefined || middle !== '' || tail === undefined || more !== undefined) return undefined;
  try {
    const { kid } = decodeProtectedHeader({ protected: head, signature: tail, payload: '' });
    return typeof kid === 'string' && kid !== '' ? { kid, protected: head, signature: tail } : undefined;
  } catch {
    return undefined;
  }
};

/** Whether the signature holds over these canonical bytes under this key. */
export const signatureHolds = async (reading: SignatureReading, canonical: Uint8Array, key: PartnerKey): Promise<boolean> => {
  if (!algorithms.includes(key.alg)) return false;
  try {
    const verified = await flattenedVerify({ protected: reading.protected, signature: reading.signature, payload: canonical }, key.key, { algorithms: [key.alg], crit: { b64: true } });
    return verified.protectedHeader?.['typ'] === typ && verified.protectedHeader.b64 === false;
  } catch {
    return false;
  }
};
