import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCa, newSerial, openCa } from '../../certs/ca.ts';
import { makeRequest } from '../../certs/csr.ts';
import { newEcKey, pemOfKey, signingAlgorithmOf, webKeysOf } from '../../certs/ec-keys.ts';
import { issueCertificate } from '../../certs/issue.ts';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '../../certs/x509.ts';
import type { TestConsortium } from '../support/consortium.ts';

export type Forged = { readonly key: string; readonly cert: string };
const day = 86_400_000;
const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
export const goodPeriod = () => ({ notBefore: at(-day), notAfter: at(30 * day) });

/** The TLS key of a node of the consortium, as somebody who stole it would have it. */
export const keyOf = async (consortium: TestConsortium, nodeId: string): Promise<KeyObject> => {
  const name = (await readdir(consortium.keysDir(nodeId))).find((file) => file.startsWith('tls-') && file.endsWith('.key.pem'));
  return createPrivateKey(await readFile(join(consortium.keysDir(nodeId), name ?? ''), 'utf8'));
};

/** A certificate of the consortium's own CA for any key, name and period. */
export const issued = async (consortium: TestConsortium, nodeId: string, options: { key?: KeyObject; notBefore?: string; notAfter?: string } = {}): Promise<Forged> => {
  const key = options.key ?? newEcKey();
  const period = goodPeriod();
  const { certificatePem } = await issueCertificate(await openCa(consortium.caDir), await makeRequest(key, nodeId, ['127.0.0.1']), {
    nodeId, hosts: ['127.0.0.1'], notBefore: options.notBefore ?? period.notBefore, notAfter: options.notAfter ?? period.notAfter,
  });
  return { key: pemOfKey(key), cert: certificatePem };
};

/** The same names and key from a CA nobody trusts. */
export const fromOtherCa = async (nodeId: string, key: KeyObject, name = 'Test consortium CA'): Promise<Forged> => {
  const ca = await createCa(await mkdtemp(join(tmpdir(), 'ehds-other-ca-')), { name, now: at(-day) });
  const { certificatePem } = await issueCertificate(ca, await makeRequest(key, nodeId, ['127.0.0.1']), { nodeId, hosts: ['127.0.0.1'], ...goodPeriod() });
  return { key: pemOfKey(key), cert: certificatePem };
};

const names = (uris: readonly string[]) => new SubjectAlternativeNameExtension(uris.map((value) => ({ type: 'url' as const, value })));

export const selfSigned = async (uris: readonly string[], key: KeyObject): Promise<Forged> => {
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(), name: 'CN=FI', notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day), keys: await webKeysOf(key), signingAlgorithm: signingAlgorithmOf(key), extensions: [names(uris)],
  });
  return { key: pemOfKey(key), cert: certificate.toString('pem') };
};

/** Signed by the consortium's CA, with any list of URIs: what a careless CA might be talked into. */
export const withUris = async (consortium: TestConsortium, uris: readonly string[], key: KeyObject): Promise<Forged> => {
  const ca = await openCa(consortium.caDir);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(), subject: 'CN=FI', issuer: 'CN=Test consortium CA', notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day),
    publicKey: (await webKeysOf(key)).publicKey, signingKey: (await webKeysOf(ca.key)).privateKey, signingAlgorithm: signingAlgorithmOf(ca.key), extensions: [names(uris)],
  });
  return { key: pemOfKey(key), cert: certificate.toString('pem') };
};
