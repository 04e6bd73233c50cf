import { join } from 'node:path';
import type { Ca } from './ca.ts';
import { newSerial } from './ca.ts';
import type { Issued } from './ca-register.ts';
import { changeRegister, readRegister } from './ca-register.ts';
import { readRequest, subjectNames } from './csr.ts';
import { signingAlgorithmOf, webKeysOf } from './ec-keys.ts';
import { readIfThere, writePublic } from './files.ts';
import { thumbprintOfCertificate } from './spki-thumbprint.ts';
import { AuthorityKeyIdentifierExtension, BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension, SubjectKeyIdentifierExtension, X509Certificate, X509CertificateGenerator } from './x509.ts';

export type IssueOptions = {
  /** The names come from here, not from the request: an applicant cannot choose who they are. */
  readonly nodeId: string;
  readonly hosts: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
};

const extensionsFor = async (ca: Ca, publicKey: CryptoKey, options: IssueOptions) => [
  new BasicConstraintsExtension(false, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
  // Both: every node is a server to its partners and a client of them.
  new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
  subjectNames(options.nodeId, options.hosts),
  await SubjectKeyIdentifierExtension.create(publicKey),
  await AuthorityKeyIdentifierExtension.create(new X509Certificate(ca.certificatePem).publicKey),
];

/** Issues a node's TLS certificate for a request, enters it in the register and keeps a copy in `issued/`.
 *  @returns PEM of the leaf and its register entry @throws Error when the request is malformed or not signed by its key */
export const issueCertificate = async (ca: Ca, requestPem: string, options: IssueOptions): Promise<{ certificatePem: string; entry: Issued }> => {
  const request = await readRequest(requestPem);
  const publicKey = await request.publicKey.export();
  const serial = newSerial();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial,
    subject: `CN=${options.nodeId}`,
    issuer: new X509Certificate(ca.certificatePem).subject,
    notBefore: new Date(options.notBefore),
    notAfter: new Date(options.notAfter),
    publicKey,
    signingKey: (await webKeysOf(ca.key)).privateKey,
    signingAlgorithm: signingAlgorithmOf(ca.key),
    extensions: await extensionsFor(ca, publicKey, options),
  });
  const certificatePem = certificate.toString('pem');
  const entry: Issued = { serial, nodeId: options.nodeId, thumbprint: thumbprintOfCertificate(certificatePem), notBefore: options.notBefore, notAfter: options.notAfter };
  await changeRegister(ca.dir, async (register) => {
    register.issued.push(entry);
    await writePublic(join(ca.dir, 'issued', `${serial}.pem`), certificatePem);
  });
  return { certificatePem, entry };
};

/** The certificate issued before for the same node and key, if it still counts: a lost answer can be given again. */
export const issuedFor = async (ca: Ca, nodeId: string, thumbprint: string): Promise<{ certificatePem: string; entry: Issued } | undefined> => {
  const entry = (await readRegister(ca.dir)).issued.find((one) => one.nodeId === nodeId && one.thumbprint === thumbprint && one.revoked === undefined);
  const certificatePem = entry === undefined ? undefined : await readIfThere(join(ca.dir, 'issued', `${entry.serial}.pem`));
  return entry === undefined || certificatePem === undefined ? undefined : { certificatePem, entry };
};
