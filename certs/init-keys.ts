import { calculateJwkThumbprint } from 'jose';
import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { makeRequest } from './csr.ts';
import { newEcKey, pemOfKey } from './ec-keys.ts';
import { readIfThere, writePublic, writeSecret } from './files.ts';
import type { KeyKind, RingEntry, RingManifest, Slot } from './ring-manifest.ts';
import { caFile, certFile, keyFile, manifestFile, readManifest, requestFile, writeManifest } from './ring-manifest.ts';
import { thumbprintOfKey } from './spki-thumbprint.ts';
import { lifeFrom } from './validity.ts';

/** Key id: node, use, start of the RFC 7638 thumbprint (so that two keys never share one). */
const kidOf = async (nodeId: string, kind: KeyKind, key: KeyObject): Promise<string> => {
  if (kind === 'tls') return `tls-${thumbprintOfKey(key).slice(0, 12)}`;
  const thumbprint = await calculateJwkThumbprint(createPublicKey(key).export({ format: 'jwk' }) as { kty: string });
  return `${nodeId}-${kind === 'signing' ? 'sig' : 'enc'}-${thumbprint.slice(0, 12)}`;
};

/** Makes one key file and, for TLS, its signing request. @returns the manifest entry, which the caller adds */
export const addKey = async (dir: string, manifest: Pick<RingManifest, 'nodeId' | 'hosts'>, kind: KeyKind, slot: Slot, now: string): Promise<RingEntry> => {
  const key = newEcKey();
  const id = await kidOf(manifest.nodeId, kind, key);
  await writeSecret(keyFile(dir, id), pemOfKey(key));
  if (kind === 'tls') await writePublic(requestFile(dir, id), await makeRequest(key, manifest.nodeId, manifest.hosts));
  return { id, slot, ...lifeFrom(now) };
};

export type InitOptions = { readonly nodeId: string; readonly hosts: readonly string[]; readonly now: string };

/** Makes the three key pairs of a new node and the request for its TLS certificate.
 *  @returns the request (PEM) @throws Error when the folder holds a ring already */
export const initKeys = async (dir: string, options: InitOptions): Promise<{ requestPem: string; tlsId: string }> => {
  if ((await readIfThere(manifestFile(dir))) !== undefined) throw new Error(`${dir} already holds keys: use another folder, or rotate them`);
  const base = { nodeId: options.nodeId, hosts: [...options.hosts] };
  const tls = await addKey(dir, base, 'tls', 'requested', options.now);
  const signing = await addKey(dir, base, 'signing', 'current', options.now);
  const encryption = await addKey(dir, base, 'encryption', 'current', options.now);
  await writeManifest(dir, { ...base, tls: [tls], signing: [signing], encryption: [encryption] });
  return { requestPem: (await readIfThere(requestFile(dir, tls.id))) ?? '', tlsId: tls.id };
};

export type InstalledCertificate = { readonly certificatePem: string; readonly caPems: readonly string[]; readonly notBefore: string; readonly notAfter: string };

/** Puts the certificate beside its requested key: the first becomes current at once, a later one waits as `next`.
 *  @throws Error when no requested key has that public key */
export const installCertificate = async (dir: string, tlsId: string, issued: InstalledCertificate): Promise<void> => {
  const manifest = await readManifest(dir);
  const entry = manifest.tls.find((one) => one.id === tlsId && one.slot === 'requested');
  if (entry === undefined) throw new Error(`${dir} asked for no certificate for the key ${tlsId}`);
  await writePublic(certFile(dir, tlsId), issued.certificatePem);
  await writePublic(caFile(dir), issued.caPems.join('\n'));
  entry.slot = manifest.tls.some((one) => one.slot === 'current') ? 'next' : 'current';
  entry.notBefore = issued.notBefore;
  entry.notAfter = issued.notAfter;
  await writeManifest(dir, manifest);
};
