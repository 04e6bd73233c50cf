// PKCS#12 from its parts (RFC 7292): node-forge's own writer fails on P-256, so bags are made from raw DER and only its ASN.1, PBES2 and key derivation are used.
import { createHmac, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import type { asn1 as Asn1 } from 'node-forge';
import forge from './forge.ts';

const { asn1, pki, pkcs12 } = forge;
type Node = Asn1.Asn1;

const oids = {
  data: '1.2.840.113549.1.7.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;
// Five times OpenSSL's default. node-forge derives in plain JavaScript (about 50 µs each), so more would block the command for seconds;
// the passphrase of a keystore has to be a long random one anyway.
const iterations = 10_000;

const seq = (...items: Node[]): Node => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, items);
const set = (...items: Node[]): Node => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SET, true, items);
const oid = (value: string): Node => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer(value).getBytes());
const octets = (bytes: string): Node => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.OCTETSTRING, false, bytes);
const integer = (value: number): Node => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.INTEGER, false, asn1.integerToDer(value).getBytes());
const explicit = (item: Node): Node => asn1.create(asn1.Class.CONTEXT_SPECIFIC, 0, true, [item]);
const bmp = (text: string): Node => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.BMPSTRING, false, Buffer.from(text, 'utf16le').swap16().toString('latin1'));
const binary = (bytes: Buffer): string => bytes.toString('latin1');
const contentInfo = (content: Node): Node => seq(oid(oids.data), explicit(octets(asn1.toDer(content).getBytes())));

const attributes = (name: string, keyId: string): Node => set(seq(oid(oids.friendlyName), set(bmp(name))), seq(oid(oids.localKeyId), set(octets(keyId))));

const keyBag = (keyPem: string, passphrase: string, tags: Node): Node => {
  const der = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' });
  const sealed = pki.encryptPrivateKeyInfo(asn1.fromDer(binary(der)), passphrase, { algorithm: 'aes256', count: iterations, saltSize: 16, prfAlgorithm: 'sha256' } as never) as Node;
  return seq(oid(oids.shroudedKeyBag), explicit(sealed), tags);
};

const certBag = (pem: string, tags: Node | undefined): Node => {
  const der = new X509Certificate(pem).raw;
  const inner = seq(oid(oids.x509Certificate), explicit(octets(binary(der))));
  return tags === undefined ? seq(oid(oids.certBag), explicit(inner)) : seq(oid(oids.certBag), explicit(inner), tags);
};

const macOf = (authenticated: string, passphrase: string): Node => {
  const salt = randomBytes(16);
  const key = pkcs12.generateKey(passphrase, forge.util.createBuffer(binary(salt)), 3, iterations, 32, forge.md.sha256.create() as never);
  const digest = createHmac('sha256', Buffer.from(key.getBytes(), 'latin1')).update(Buffer.from(authenticated, 'latin1')).digest();
  const digestInfo = seq(seq(oid(oids.sha256), asn1.create(asn1.Class.UNIVERSAL, asn1.Type.NULL, false, '')), octets(binary(digest)));
  return seq(digestInfo, octets(binary(salt)), integer(iterations));
};

export type KeystoreContent = { readonly keyPem: string; readonly certPem: string; readonly caPems: readonly string[]; readonly name: string };

const certificatesIn = (pem: string): readonly string[] => pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];

/** A PKCS#12 keystore: key under AES-256 with PBKDF2, certificates in clear, whole under HMAC-SHA-256. Node, OpenSSL and Java keytool read it. EC and RSA keys. */
export const exportKeystore = (content: KeystoreContent, passphrase: string): Buffer => {
  const chain = certificatesIn(content.certPem);
  const keyId = binary(Buffer.from(new X509Certificate(chain[0] ?? '').fingerprint.replaceAll(':', ''), 'hex'));
  const tags = (): Node => attributes(content.name, keyId);
  const certificates = seq(...chain.map((pem, index) => certBag(pem, index === 0 ? tags() : undefined)), ...content.caPems.map((pem) => certBag(pem, undefined)));
  const safes = seq(contentInfo(seq(keyBag(content.keyPem, passphrase, tags()))), contentInfo(certificates));
  const authenticated = asn1.toDer(safes).getBytes();
  const pfx = seq(integer(3), seq(oid(oids.data), explicit(octets(authenticated))), macOf(authenticated, passphrase));
  return Buffer.from(asn1.toDer(pfx).getBytes(), 'latin1');
};
