import { X509Certificate as NodeCertificate } from 'node:crypto';
import { plainSerial } from './crl.ts';
import { nodeNamedBy } from './node-urn.ts';
import { thumbprintOfKey } from './spki-thumbprint.ts';
import { X509Certificate } from './x509.ts';

/** What is read from a peer's leaf certificate, once per connection. */
export type PeerCertificate = {
  readonly thumbprint: string;
  /** The one node its URI names; undefined when none or several. */
  readonly nodeId: string | undefined;
  readonly serial: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
};

/** @param raw DER @throws Error when it is not a certificate */
export const readPeerCertificate = (raw: Buffer): PeerCertificate => {
  const parsed = new X509Certificate(raw);
  return {
    thumbprint: thumbprintOfKey(new NodeCertificate(raw).publicKey),
    nodeId: nodeNamedBy(raw),
    serial: plainSerial(parsed.serialNumber),
    issuer: parsed.issuer,
    notBefore: parsed.notBefore.toISOString(),
    notAfter: parsed.notAfter.toISOString(),
  };
};
