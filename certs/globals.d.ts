import type { webcrypto } from 'node:crypto';

// @peculiar/x509 is written for browsers: its types use these globals, which would silently become `any` under skipLibCheck.
declare global {
  type CryptoKey = webcrypto.CryptoKey;
  type CryptoKeyPair = webcrypto.CryptoKeyPair;
  type Crypto = webcrypto.Crypto;
  type Algorithm = webcrypto.Algorithm;
  type EcdsaParams = webcrypto.EcdsaParams;
  type BufferSource = ArrayBufferView | ArrayBuffer;
}
export {};
