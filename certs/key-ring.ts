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

/** A public key as the directory lists it (core/directory.ts `directoryKey`). */
export type PublishedKey = { readonly kid: string; readonly jwk: Record<string, unknown>; readonly notBefore: string; readonly notAfter: string };

/** What this node wants listed about itself: current and next of each kind, and the previous while it still counts. */
export type PublicKeys = {
  readonly tls: readonly { readonly thumbprint: string; readonly notBefore: string; readonly notAfter: string }[];
  readonly signingKeys: readonly PublishedKey[];
  readonly encryptionKeys: readonly PublishedKey[];
};

export type KeyRing = {
  readonly nodeId: string;
  tls(): TlsIdentity;
  /** The certificate that will be used after the switch, when there is one (rotation rehearsal). */
  nextTls(): TlsIdentity | undefined;
  /** Consortium CA certificates (PEM). */
  ca(): readonly string[];
  /** CRLs last accepted (PEM), in date or not; possibly none. */
  crls(): readonly string[];
  /** The key that signs now. */
  signing(): OwnKey;
  /** Every encryption key that may still be used against us: current, next and previous. */
  encryption(): readonly OwnKey[];
  publicKeys(): PublicKeys;
  /** Called after any of the above changed on disk or by rotation; returns how to stop listening. */
  onChange(listener: () => void): () => void;
  /** Reads the folder again now (rotation by this process, a new CRL). A broken folder keeps the last good ring and throws. */
  reload(): Promise<void>;
  /** Stops watching the folder. */
  close(): void;
};
