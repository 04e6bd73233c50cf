import { SubjectAlternativeNameExtension, X509Certificate } from './x509.ts';

const prefix = 'urn:ehds-node:';

/** The URI a node's certificate carries (exchange.md §2.1). */
export const nodeUrn = (nodeId: string): string => `${prefix}${nodeId}`;

/** Every URI of the subject alternative name, read from the DER: the printed form of OpenSSL can be forged with commas. */
export const uriNamesOf = (certificate: string | Buffer): readonly string[] => {
  const parsed = new X509Certificate(certificate);
  const names = parsed.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  return names.filter((name) => name.type === 'url').map((name) => name.value);
};

/** The node a certificate names: exactly one `urn:ehds-node:` URI, else undefined (two names are as good as none). */
export const nodeNamedBy = (certificate: string | Buffer): string | undefined => {
  const named = uriNamesOf(certificate).filter((uri) => uri.startsWith(prefix));
  return named.length === 1 ? named[0]?.slice(prefix.length) : undefined;
};
