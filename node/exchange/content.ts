import type { Bundle } from 'fhir/r4.d.ts';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import type { OwnKey } from '../../certs/key-ring.ts';
import type { PartnerKey } from './ports.ts';

/** End-to-end encryption of a message's content: compact JWE, ECDH-ES+A256KW with A256GCM, for the receiver's key in the directory (exchange.md §3). */
const keyAlgorithm = 'ECDH-ES+A256KW';
const contentAlgorithm = 'A256GCM';

export const encryptContent = (content: Bundle, key: PartnerKey): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: keyAlgorithm, enc: contentAlgorithm, kid: key.kid, cty: 'application/fhir+json' })
    .encrypt(key.key);

/** Thrown when content is not for us, damaged, or not a Bundle: the message is stored and receipted all the same, and answered `not validated`. */
export class UnreadableContent extends Error {
  readonly code: 'unknown-encryption-key' | 'damaged' | 'not-a-bundle';
  constructor(code: UnreadableContent['code'], cause?: unknown) {
    super(`content cannot be read: ${code}`, { cause });
    this.name = 'UnreadableContent';
    this.code = code;
  }
}

const plain = async (jwe: string, keys: readonly OwnKey[]): Promise<Uint8Array> => {
  let kid: unknown;
  try {
    kid = decodeProtectedHeader(jwe).kid;
  } catch (error) {
    throw new UnreadableContent('damaged', error);
  }
  const key = keys.find((one) => one.kid === kid);
  if (key === undefined) throw new UnreadableContent('unknown-encryption-key');
  try {
    const { plaintext } = await compactDecrypt(jwe, key.privateKey, { keyManagementAlgorithms: [keyAlgorithm], contentEncryptionAlgorithms: [contentAlgorithm] });
    return plaintext;
  } catch (error) {
    throw new UnreadableContent('damaged', error);
  }
};

/** @param keys current and previous encryption keys of this node
 *  @throws UnreadableContent */
export const decryptContent = async (jwe: string, keys: readonly OwnKey[]): Promise<Bundle> => {
  const bytes = await plain(jwe, keys);
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if ((json as { resourceType?: unknown } | null)?.resourceType === 'Bundle') return json as Bundle;
  } catch (error) {
    throw new UnreadableContent('not-a-bundle', error);
  }
  throw new UnreadableContent('not-a-bundle');
};
