import type { KeyObject } from 'node:crypto';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { asn1 as Asn1, pkcs12 as Pkcs12 } from 'node-forge';
import forge from './forge.ts';
import { pemOfKey } from './ec-keys.ts';

const { asn1, pkcs12, pki } = forge;

export type Keystore = {
  readonly keyPem: string;
  /** Leaf first, then intermediates that are not self-signed. */
  readonly certPem: string;
  /** Self-signed certificates found beside it. */
  readonly caPems: readonly string[];
};

// node-forge reads no EC key or certificate: it leaves `key` and `cert` empty and the DER in `asn1`. With RSA it is the other way round.
const derOf = (node: Asn1.Asn1): Buffer => Buffer.from(asn1.toDer(node).getBytes(), 'latin1');

const bagsOf = (store: Pkcs12.Pkcs12Pfx, type: string): readonly Pkcs12.Bag[] => store.getBags({ bagType: type })[type] ?? [];

const keyIn = (bag: Pkcs12.Bag): KeyObject =>
  createPrivateKey({ key: derOf(bag.key === null || bag.key === undefined ? (bag.asn1 as Asn1.Asn1) : pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(bag.key))), format: 'der', type: 'pkcs8' });

const certificateIn = (bag: Pkcs12.Bag): X509Certificate => new X509Certificate(bag.cert === null || bag.cert === undefined ? derOf(bag.asn1 as Asn1.Asn1) : derOf(pki.certificateToAsn1(bag.cert)));

const open = (file: Uint8Array, passphrase: string): Pkcs12.Pkcs12Pfx => {
  try {
    return pkcs12.pkcs12FromAsn1(asn1.fromDer(Buffer.from(file).toString('latin1')), true, passphrase);
  } catch (error) {
    const wrong = error instanceof Error && /MAC|password/i.test(error.message);
    throw new Error(wrong ? 'The keystore does not open with this passphrase, or it was changed.' : 'This is not a PKCS#12 keystore that can be read.', { cause: error });
  }
};

/** Reads a PKCS#12 keystore with one private key (EC or RSA) and its certificate, as OpenSSL, Java or we write them.
 *  @throws Error in words: wrong passphrase, no key, no certificate that belongs to it */
export const importKeystore = (file: Uint8Array, passphrase: string): Keystore => {
  const store = open(file, passphrase);
  const keyBags = [...bagsOf(store, pki.oids['pkcs8ShroudedKeyBag'] ?? ''), ...bagsOf(store, pki.oids['keyBag'] ?? '')];
  const first = keyBags[0];
  if (first === undefined || keyBags.length > 1) throw new Error(`The keystore holds ${keyBags.length} private keys; one is expected.`);
  const key = keyIn(first);
  const certificates = bagsOf(store, pki.oids['certBag'] ?? '').map(certificateIn);
  const leaf = certificates.find((one) => one.checkPrivateKey(key));
  if (leaf === undefined) throw new Error('The keystore holds no certificate that belongs to its key.');
  const others = certificates.filter((one) => one !== leaf);
  const selfSigned = (one: X509Certificate): boolean => one.subject === one.issuer;
  return {
    keyPem: pemOfKey(key),
    certPem: [leaf, ...others.filter((one) => !selfSigned(one))].map((one) => one.toString()).join(''),
    caPems: others.filter(selfSigned).map((one) => one.toString()),
  };
};
