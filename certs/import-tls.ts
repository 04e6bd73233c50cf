import { nodeNamedBy } from './node-urn.ts';
import { X509Certificate } from 'node:crypto';
import { validityOf } from './certificate-facts.ts';
import { readIfThere, writePublic, writeSecret } from './files.ts';
import type { Keystore } from './import-keystore.ts';
import { caFile, certFile, inSlot, keyFile, readManifest, writeManifest } from './ring-manifest.ts';
import type { Slot } from './ring-manifest.ts';
import { thumbprintOfCertificate } from './spki-thumbprint.ts';

/** Takes an imported TLS key and certificate into KEYS_DIR: current when there is none, else next.
 *  @throws Error when the certificate names another node, is not from our CA, or a next key is there already */
export const importTls = async (dir: string, store: Keystore): Promise<{ id: string; slot: Slot }> => {
  const manifest = await readManifest(dir);
  const named = nodeNamedBy(store.certPem);
  if (named !== manifest.nodeId) throw new Error(`The certificate names ${named ?? 'no node'}, this folder belongs to ${manifest.nodeId}.`);
  const ca = await readIfThere(caFile(dir));
  if (ca !== undefined && !new X509Certificate(store.certPem).verify(new X509Certificate(ca).publicKey)) throw new Error('The certificate is not signed by the CA of this consortium.');
  if (inSlot(manifest.tls, 'next') !== undefined) throw new Error('There is a next TLS key already: switch to it first.');
  const id = `tls-${thumbprintOfCertificate(store.certPem).slice(0, 12)}`;
  const slot: Slot = inSlot(manifest.tls, 'current') === undefined ? 'current' : 'next';
  await writeSecret(keyFile(dir, id), store.keyPem);
  await writePublic(certFile(dir, id), store.certPem);
  if (ca === undefined) await writePublic(caFile(dir), store.caPems.join(''));
  manifest.tls = [...manifest.tls.filter((entry) => entry.id !== id), { id, slot, ...validityOf(store.certPem) }];
  await writeManifest(dir, manifest);
  return { id, slot };
};
