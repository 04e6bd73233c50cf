import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyFromPem, newEcKey, pemOfKey, signingAlgorithmOf, webKeysOf } from './ec-keys.ts';
import { readIfThere, writePublic, writeSecret } from './files.ts';
import { beginOfLife, endOfLife } from './validity.ts';
import { AuthorityKeyIdentifierExtension, BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, SubjectKeyIdentifierExtension, X509Certificate, X509CertificateGenerator } from './x509.ts';

/** A consortium's certificate authority: a folder with `ca.key.pem` (0600), `ca.cert.pem`, `register.json`, `crl.pem`. */
export type Ca = { readonly dir: string; readonly key: KeyObject; readonly certificatePem: string };

/** 16 random bytes, first bit clear so that the number is positive (RFC 5280 §4.1.2.2). @returns lower-case hex */
export const newSerial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
};

const selfSigned = async (key: KeyObject, name: string, now: string, days: number): Promise<string> => {
  const keys = await webKeysOf(key);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: [{ CN: [name] }],
    notBefore: new Date(beginOfLife(now)),
    notAfter: new Date(endOfLife(now, days)),
    keys,
    signingAlgorithm: signingAlgorithmOf(key),
    extensions: [
      // Path length 0: this CA signs nodes, never another CA.
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return certificate.toString('pem');
};

/** Makes a CA in `dir`. @throws Error when there is one already: a CA is never overwritten */
export const createCa = async (dir: string, options: { name: string; now: string; days?: number }): Promise<Ca> => {
  if ((await readIfThere(join(dir, 'ca.key.pem'))) !== undefined) throw new Error(`${dir} already holds a certificate authority: choose another folder`);
  const key = newEcKey();
  const certificatePem = await selfSigned(key, options.name, options.now, options.days ?? 3650);
  await writeSecret(join(dir, 'ca.key.pem'), pemOfKey(key));
  await writePublic(join(dir, 'ca.cert.pem'), certificatePem);
  return { dir, key, certificatePem };
};

/** @throws Error naming the missing file */
export const openCa = async (dir: string): Promise<Ca> => ({
  dir,
  key: keyFromPem(await readFile(join(dir, 'ca.key.pem'), 'utf8')),
  certificatePem: await readFile(join(dir, 'ca.cert.pem'), 'utf8'),
});

export const caSubject = (ca: Ca): string => new X509Certificate(ca.certificatePem).subject;
