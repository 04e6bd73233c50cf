import { join } from 'node:path';
import type { Ca } from './ca.ts';
import { caSubject } from './ca.ts';
import type { CaRegister } from './ca-register.ts';
import { changeRegister } from './ca-register.ts';
import { crlNumberOid, withOpenSslLabel } from './crl.ts';
import { signingAlgorithmOf, webKeysOf } from './ec-keys.ts';
import { writePublic } from './files.ts';
import { beginOfLife } from './validity.ts';
import { AuthorityKeyIdentifierExtension, Extension, X509Certificate, X509CrlGenerator, X509CrlReason } from './x509.ts';

const dayMs = 86_400_000;
// Long enough that a coordinator may be down over a weekend, short enough that a stolen key does not live on a stale list.
const defaultDays = 7;

const derInteger = (value: number): Uint8Array => {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  if (Number.parseInt(hex.slice(0, 2), 16) > 0x7f) hex = `00${hex}`;
  return Uint8Array.from(Buffer.concat([Buffer.from([0x02, hex.length / 2]), Buffer.from(hex, 'hex')]));
};

const entriesOf = (register: CaRegister) =>
  register.issued.flatMap((one) => (one.revoked === undefined ? [] : [{ serialNumber: one.serial, revocationDate: new Date(one.revoked.at), reason: X509CrlReason.cessationOfOperation }]));

/** Makes the next CRL of a CA from its register: number one higher, authority key id, `nextUpdate` after `days`. Written to `crl.pem`.
 *  @returns PEM with the label OpenSSL wants @see RFC 5280 §5.2 */
export const makeCrl = (ca: Ca, options: { now: string; days?: number }): Promise<string> =>
  changeRegister(ca.dir, async (register) => {
    // By the clock, so that a CA restored from yesterday's backup goes on above what it published since (RFC 5280 §5.2.3 asks only for growth).
    register.crlNumber = Math.max(register.crlNumber + 1, Math.floor(new Date(options.now).getTime() / 1000));
    const list = await X509CrlGenerator.create({
      issuer: caSubject(ca),
      thisUpdate: new Date(beginOfLife(options.now)),
      nextUpdate: new Date(new Date(options.now).getTime() + (options.days ?? defaultDays) * dayMs),
      entries: entriesOf(register),
      signingAlgorithm: signingAlgorithmOf(ca.key),
      signingKey: (await webKeysOf(ca.key)).privateKey,
      extensions: [
        new Extension(crlNumberOid, false, derInteger(register.crlNumber)),
        await AuthorityKeyIdentifierExtension.create(new X509Certificate(ca.certificatePem).publicKey),
      ],
    });
    const pem = withOpenSslLabel(list.toString('pem'));
    await writePublic(join(ca.dir, 'crl.pem'), pem);
    return pem;
  });

/** Marks certificates as revoked; the caller makes a new CRL afterwards. @returns how many were newly revoked */
export const revokeCertificates = (ca: Ca, which: (one: CaRegister['issued'][number]) => boolean, options: { now: string; reason: string }): Promise<number> =>
  changeRegister(ca.dir, async (register) => {
    const hit = register.issued.filter((one) => one.revoked === undefined && which(one));
    for (const one of hit) one.revoked = { at: options.now, reason: options.reason };
    return hit.length;
  });
