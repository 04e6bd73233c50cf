import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, X509Certificate } from 'node:crypto';

/** SHA-256 of the DER SubjectPublicKeyInfo, base64url: what the directory lists for a partner's TLS key (exchange.md §2.2). */
export const thumbprintOfKey = (key: KeyObject): string => {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64url');
};

/** The thumbprint of the key inside a certificate (PEM or DER). */
export const thumbprintOfCertificate = (certificate: string | Buffer): string => thumbprintOfKey(new X509Certificate(certificate).publicKey);
