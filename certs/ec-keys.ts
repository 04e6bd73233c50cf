import type { KeyObject, webcrypto } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPairSync, subtle } from 'node:crypto';

/** A new P-256 key (TLS, ES256 and ECDH-ES all use that curve). */
export const newEcKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** PKCS#8, PEM, not encrypted: only ever written to a file of mode 0600. */
export const pemOfKey = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** PKCS#8 under a passphrase (PBES2, AES-256). */
export const sealedPemOfKey = (key: KeyObject, passphrase: string): string => key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();

/** A private key from PEM (PKCS#8, SEC1 or PKCS#1), sealed or not. @throws Error when it is not one, or the passphrase is wrong or missing */
export const keyFromPem = (pem: string, passphrase?: string): KeyObject => createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

export const webAlgorithmOf = (key: KeyObject): typeof ecdsa | typeof rsa => (key.asymmetricKeyType === 'rsa' ? rsa : ecdsa);

/** The same key for Web Crypto, which @peculiar/x509 asks for. */
export const webKeysOf = async (key: KeyObject): Promise<webcrypto.CryptoKeyPair> => {
  const algorithm = webAlgorithmOf(key);
  const privateKey = await subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), algorithm, true, ['sign']);
  const publicKey = await subtle.importKey('spki', createPublicKey(key).export({ type: 'spki', format: 'der' }), algorithm, true, ['verify']);
  return { privateKey, publicKey };
};

/** How our CA and requests sign: hash and curve named, never a library's default. */
export const signingAlgorithmOf = (key: KeyObject): Algorithm & { hash: string } =>
  key.asymmetricKeyType === 'rsa' ? rsa : { name: 'ECDSA', hash: 'SHA-256' };
