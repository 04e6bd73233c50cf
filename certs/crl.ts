import { X509Crl, X509Certificate } from './x509.ts';

/** A certificate revocation list, read and ready to be asked. */
export type Crl = {
  readonly pem: string;
  readonly issuer: string;
  /** Grows with every list of one CA (RFC 5280 §5.2.3); 0 when the list carries none. */
  readonly number: number;
  readonly thisUpdate: string;
  /** The next list is promised before this; undefined when nothing is promised. */
  readonly nextUpdate: string | undefined;
  /** Lower-case hex without leading zeros. */
  readonly revokedSerials: ReadonlySet<string>;
};

export const crlNumberOid = '2.5.29.20';

/** Serial numbers come with and without leading zeros, in either case. */
export const plainSerial = (hex: string): string => hex.toLowerCase().replace(/^0+(?=.)/, '');

const numberOf = (list: X509Crl): number => {
  const extension = list.extensions.find((one) => one.type === crlNumberOid);
  if (extension === undefined) return 0;
  // DER INTEGER: tag, length, big-endian bytes.
  const bytes = [...new Uint8Array(extension.value)].slice(2);
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
};

/** OpenSSL and Node want `X509 CRL` in the label; @peculiar/x509 writes and reads `CRL`. */
export const withOpenSslLabel = (pem: string): string => pem.replaceAll(/-----(BEGIN|END) CRL-----/g, '-----$1 X509 CRL-----');
const withPlainLabel = (pem: string): string => pem.replaceAll(/-----(BEGIN|END) X509 CRL-----/g, '-----$1 CRL-----');

/** Reads a PEM list. @throws Error when it is not one */
export const readCrl = (pem: string): Crl => {
  const list = new X509Crl(withPlainLabel(pem));
  return {
    pem: withOpenSslLabel(pem),
    issuer: list.issuer,
    number: numberOf(list),
    thisUpdate: list.thisUpdate.toISOString(),
    nextUpdate: list.nextUpdate?.toISOString(),
    revokedSerials: new Set(list.entries.map((entry) => plainSerial(entry.serialNumber))),
  };
};

/** Whether one of `caPems` made this list. */
export const isSignedByOneOf = async (crl: Crl, caPems: readonly string[]): Promise<boolean> => {
  const list = new X509Crl(withPlainLabel(crl.pem));
  for (const pem of caPems) {
    const ca = new X509Certificate(pem);
    if (ca.subject === list.issuer && (await list.verify({ publicKey: ca.publicKey }))) return true;
  }
  return false;
};

/** Every list in a file that may hold several. */
export const splitCrls = (pem: string): readonly string[] => withOpenSslLabel(pem).match(/-----BEGIN X509 CRL-----[\s\S]+?-----END X509 CRL-----\n?/g) ?? [];
