import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { KeyRing, TlsIdentity } from './key-ring.ts';

/** TLS 1.3 only, both ways (exchange.md §2.3). */
const version = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' } as const;

/** What the partner listener's secure context is made of.
 *  @param crls only lists in date: OpenSSL refuses everybody once one is past its nextUpdate, and the grace is ours to give */
export const serverContextOf = (ring: KeyRing, crls: readonly string[]): SecureContextOptions => ({
  ...version,
  key: ring.tls().keyPem,
  cert: ring.tls().certPem,
  ca: [...ring.ca()],
  ...(crls.length === 0 ? {} : { crl: [...crls] }),
});

/** Server options around the context: a client certificate of our CA, or no connection. */
export const serverTlsOptions = (ring: KeyRing, crls: readonly string[]): TlsOptions => ({ ...serverContextOf(ring, crls), requestCert: true, rejectUnauthorized: true });

/** What a call to a partner is made with. The partner's name and listing are checked after the handshake, by the caller. */
export const clientTlsOptions = (ring: KeyRing, identity: TlsIdentity = ring.tls()): SecureContextOptions & { rejectUnauthorized: true } => ({
  ...version,
  key: identity.keyPem,
  cert: identity.certPem,
  ca: [...ring.ca()],
  rejectUnauthorized: true,
});
