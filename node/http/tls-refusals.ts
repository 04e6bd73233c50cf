import type { TLSSocket } from 'node:tls';

/** What OpenSSL says about a handshake that failed, in the audit's words (exchange.md §5 "nobody gets in"). */
const byVerifyError: Readonly<Record<string, string>> = {
  UNABLE_TO_GET_ISSUER_CERT: 'tls-no-certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-other-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-other-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-other-ca',
  CERT_SIGNATURE_FAILURE: 'tls-other-ca',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-not-yet-valid',
  CERT_REVOKED: 'tls-revoked',
  CRL_HAS_EXPIRED: 'tls-crl-outdated',
  // The context holds a list of every CA of ours or none at all: this is a certificate that verified against itself, not against them.
  UNABLE_TO_GET_CRL: 'tls-self-signed',
  INVALID_PURPOSE: 'tls-wrong-purpose',
};

const byProtocolError: Readonly<Record<string, string>> = {
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls-old-version',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-not-tls',
  ERR_SSL_HTTP_REQUEST: 'tls-not-tls',
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: 'tls-no-certificate',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'tls-handshake-timeout',
};

/** A stable code for a failed handshake. `tls-broken-off` is a client that went away, not one we refused. */
export const tlsRefusalCode = (error: Error & { code?: string }, socket: TLSSocket): string => {
  const verify = socket.authorizationError as unknown as string | undefined;
  if (verify !== undefined && verify !== null) return byVerifyError[String(verify)] ?? 'tls-certificate-refused';
  return byProtocolError[error.code ?? ''] ?? (error.code === 'ECONNRESET' ? 'tls-broken-off' : 'tls-failed');
};
