import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readIfThere } from './files.ts';
import type { OwnKey, PublicKeys, TlsIdentity } from './key-ring.ts';
import { algOf, publishedKeyOf } from './published-key.ts';
import type { ReadOwnKey } from './read-own-key.ts';
import { ownKeyReader } from './read-own-key.ts';
import type { RingEntry, RingManifest, Slot } from './ring-manifest.ts';
import { caFile, certFile, crlFile, inSlot, keyFile, readManifest } from './ring-manifest.ts';
import { splitCrls } from './crl.ts';
import { thumbprintOfKey } from './spki-thumbprint.ts';

/** Everything a key ring answers from, read once from the folder. */
export type LoadedRing = {
  readonly nodeId: string;
  readonly tls: TlsIdentity;
  readonly nextTls: TlsIdentity | undefined;
  readonly ca: readonly string[];
  readonly crls: readonly string[];
  readonly signing: OwnKey;
  readonly encryption: readonly OwnKey[];
  readonly publicKeys: PublicKeys;
};

const tlsIdentity = async (dir: string, entry: RingEntry, readKey: ReadOwnKey): Promise<TlsIdentity> => {
  const key = await readKey(dir, entry.id);
  const certPem = await readFile(certFile(dir, entry.id), 'utf8');
  const leaf = new X509Certificate(certPem);
  if (!leaf.checkPrivateKey(key)) throw new Error(`${keyFile(dir, entry.id)} does not belong to ${certFile(dir, entry.id)}: give the pair that \`ehds-node certs init\` wrote, or make a new one.`);
  return { keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(), certPem, thumbprint: thumbprintOfKey(leaf.publicKey), notAfter: leaf.validToDate.toISOString() };
};

const ownKeys = async (dir: string, kind: 'signing' | 'encryption', entries: readonly RingEntry[], readKey: ReadOwnKey): Promise<readonly (OwnKey & { slot: Slot; entry: RingEntry })[]> =>
  Promise.all(
    entries.map(async (entry) => {
      const privateKey = await readKey(dir, entry.id);
      return { kid: entry.id, alg: algOf(kind, privateKey), privateKey, notAfter: entry.notAfter, slot: entry.slot, entry };
    }),
  );

const certificatesIn = (pem: string): readonly string[] => pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n?/g) ?? [];

const tlsOf = async (dir: string, manifest: RingManifest, readKey: ReadOwnKey) => {
  const current = inSlot(manifest.tls, 'current');
  if (current === undefined) throw new Error(`${dir} has no TLS certificate yet: finish \`ehds-node join\` first.`);
  const next = inSlot(manifest.tls, 'next');
  return { tls: await tlsIdentity(dir, current, readKey), nextTls: next === undefined ? undefined : await tlsIdentity(dir, next, readKey) };
};

/** A requested key is nobody's business yet: the directory does not list it. */
const published = (entries: readonly RingEntry[]) => entries.filter((entry) => entry.slot !== 'requested');

/** Reads KEYS_DIR and checks it whole: modes, pairs, one current key of each kind. @throws Error with a sentence for the operator */
export const loadRing = async (dir: string, readKey: ReadOwnKey = ownKeyReader(undefined)): Promise<LoadedRing> => {
  const manifest = await readManifest(dir);
  const { tls, nextTls } = await tlsOf(dir, manifest, readKey);
  const signing = await ownKeys(dir, 'signing', published(manifest.signing), readKey);
  const encryption = await ownKeys(dir, 'encryption', manifest.encryption, readKey);
  const signs = signing.find((key) => key.slot === 'current');
  if (signs === undefined || !encryption.some((key) => key.slot === 'current')) throw new Error(`${dir}/ring.json names no current signing or encryption key: restore it from a backup.`);
  const tlsKeys = await Promise.all(published(manifest.tls).map(async (entry) => ({ entry, identity: await tlsIdentity(dir, entry, readKey) })));
  return {
    nodeId: manifest.nodeId,
    tls,
    nextTls,
    ca: certificatesIn(await readFile(caFile(dir), 'utf8')),
    crls: splitCrls((await readIfThere(crlFile(dir))) ?? ''),
    signing: signs,
    encryption: [...encryption].sort((a, b) => Number(b.slot === 'current') - Number(a.slot === 'current')),
    publicKeys: {
      tls: tlsKeys.map(({ entry, identity }) => ({ thumbprint: identity.thumbprint, notBefore: entry.notBefore, notAfter: entry.notAfter })),
      signingKeys: signing.map((key) => publishedKeyOf(key.privateKey, key.entry, 'signing')),
      encryptionKeys: encryption.filter((key) => key.slot !== 'requested').map((key) => publishedKeyOf(key.privateKey, key.entry, 'encryption')),
    },
  };
};
