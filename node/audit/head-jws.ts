import type { KeyObject } from 'node:crypto';
import { CompactSign, compactVerify, decodeProtectedHeader } from 'jose';
import type { OpenHead } from './verify.ts';

/** Signed heads of the audit chain as compact JWS; the type in the header keeps any other signature of the node from passing for one. */
const typ = 'ehds-audit-head+jws';

export const signHeadPayload = async (payload: { seq: number; hash: string; at: string }, key: { readonly kid: string; readonly alg: string; readonly privateKey: KeyObject }): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader({ alg: key.alg, kid: key.kid, typ }).sign(key.privateKey);

const signedAt = (jws: string): string => {
  const payload = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as { at?: unknown };
  return typeof payload.at === 'string' ? payload.at : '';
};

/** Opens heads with the key that was listed for this node when the head was signed. @param keyAt finds that key */
export const createOpenHead =
  (keyAt: (kid: string, at: string) => Promise<{ readonly key: KeyObject; readonly alg: string } | undefined>): OpenHead =>
  async (jws) => {
    try {
      const { kid, typ: found } = decodeProtectedHeader(jws);
      if (found !== typ || kid === undefined) return undefined;
      const key = await keyAt(kid, signedAt(jws));
      if (key === undefined) return undefined;
      const { payload } = await compactVerify(jws, key.key, { algorithms: [key.alg] });
      const read = JSON.parse(new TextDecoder().decode(payload)) as { seq: number; hash: string };
      return { seq: read.seq, hash: read.hash };
    } catch {
      return undefined;
    }
  };
