import { createHmac, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v7 as newId } from 'uuid';

export type Changes = { readonly id?: string; readonly sender?: string; readonly receiver?: string; readonly event?: string; readonly protocol?: string; readonly notAfter?: string; readonly timestamp?: string; readonly correlation?: string };

/** A message bundle written out by hand, from the specification and not from the product's code. */
export const handMade = (changes: Changes = {}): Record<string, unknown> => {
  const id = changes.id ?? newId();
  const now = Date.now();
  return {
    resourceType: 'Bundle', id, type: 'message', timestamp: changes.timestamp ?? new Date(now).toISOString(),
    entry: [{
      fullUrl: `urn:uuid:${id}`,
      resource: {
        resourceType: 'MessageHeader', id,
        extension: [
          { url: 'urn:ehds-node:envelope:protocol', valueCode: changes.protocol ?? '1.0' },
          { url: 'urn:ehds-node:envelope:correlation', valueString: changes.correlation ?? newId() },
          { url: 'urn:ehds-node:envelope:sequence', valueString: '1' },
          { url: 'urn:ehds-node:envelope:not-after', valueInstant: changes.notAfter ?? new Date(now + 3_600_000).toISOString() },
        ],
        eventCoding: { system: 'urn:ehds-node:message-event', code: changes.event ?? 'leg-message' },
        destination: [{ endpoint: 'https://127.0.0.1', receiver: { identifier: { system: 'urn:ehds-node', value: changes.receiver ?? 'FI' } } }],
        sender: { identifier: { system: 'urn:ehds-node', value: changes.sender ?? 'FR' } },
        source: { endpoint: 'https://127.0.0.1' },
      },
    }],
  };
};

const b64 = (text: string | Buffer): string => Buffer.from(text).toString('base64url');
const put = (bundle: Record<string, unknown>, jws: string): Record<string, unknown> => ({ ...bundle, signature: { type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1' }], when: bundle['timestamp'], who: { identifier: { system: 'urn:ehds-node', value: 'FR' } }, sigFormat: 'application/jose', data: Buffer.from(jws).toString('base64') } });
const input = (header: object, bundle: object): { head: string; bytes: Buffer } => {
  const head = b64(JSON.stringify(header));
  return { head, bytes: Buffer.concat([Buffer.from(`${head}.`), Buffer.from(canonicalize(bundle) ?? '')]) };
};
const usual = (kid: string, alg: string) => ({ alg, kid, typ: 'ehds-message+jws', b64: false, crit: ['b64'] });

/** Signed with node:crypto directly: ES256 over `BASE64URL(header).canonical`. */
export const signByHand = (bundle: Record<string, unknown>, key: { kid: string; privateKey: KeyObject }, header: object = {}): Record<string, unknown> => {
  const { head, bytes } = input({ ...usual(key.kid, 'ES256'), ...header }, bundle);
  return put(bundle, `${head}..${b64(sign('sha256', bytes, { key: key.privateKey, dsaEncoding: 'ieee-p1363' }))}`);
};

export const withAlgNone = (bundle: Record<string, unknown>, kid: string): Record<string, unknown> => put(bundle, `${input(usual(kid, 'none'), bundle).head}..`);

/** The classic: the public key's text as an HMAC secret. */
export const withHs256 = (bundle: Record<string, unknown>, kid: string, secret: string): Record<string, unknown> => {
  const { head, bytes } = input(usual(kid, 'HS256'), bundle);
  return put(bundle, `${head}..${b64(createHmac('sha256', secret).update(bytes).digest())}`);
};
