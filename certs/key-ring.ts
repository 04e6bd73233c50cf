import type { KeyObject } from 'node:crypto';

/** The node's own three key pairs, each rotating independently (exchange.md §2.1). Private keys live here and nowhere else. */
export type TlsIdentity = {
  readonly keyPem: string;
  /** Leaf first, then intermediates. */
  readonly certPem: string;
  /** SHA-256 of the SubjectPublicKeyInfo, base64url. */
  readonly thumbprint: string;
  readonly notAfter: string;
};

export type OwnKey = { readonly kid: string; readonly alg: 'ES256' | 'EdDSA' | 'ECDH-ES+A256KW'; readonly privateKey: KeyObject; readonly notAfter: string };

export type KeyRing = {
  tls(): TlsIdentity;
  /** Consortium CA certificates (PEM). */
  ca(): readonly string[];
  /** CRLs in force (PEM); possibly none. */
  crls(): readonly string[];
  /** The key that signs now. */
  signing(): OwnKey;
  /** Every encryption key that may still be used against us: current and previous. */
  encryption(): readonly OwnKey[];
  /** Called after any of the above changed on disk or by rotation; returns how to stop listening. */
  onChange(listener: () => void): () => void;
};
