import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { signingAlgorithmOf, webKeysOf } from './ec-keys.ts';
import { nodeUrn } from './node-urn.ts';
import { Pkcs10CertificateRequest, Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from './x509.ts';

/** The names a node's certificate carries: its URN and the hosts partners reach it by. */
export const subjectNames = (nodeId: string, hosts: readonly string[]): SubjectAlternativeNameExtension =>
  new SubjectAlternativeNameExtension([
    { type: 'url', value: nodeUrn(nodeId) },
    ...hosts.map((host) => (isIP(host) === 0 ? { type: 'dns' as const, value: host } : { type: 'ip' as const, value: host })),
  ]);

/** A PKCS#10 request for a node's TLS key, signed by that key (proof that the applicant holds it). @returns PEM */
export const makeRequest = async (key: KeyObject, nodeId: string, hosts: readonly string[]): Promise<string> => {
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${nodeId}`,
    keys: await webKeysOf(key),
    signingAlgorithm: signingAlgorithmOf(key),
    extensions: [subjectNames(nodeId, hosts)],
  });
  return request.toString('pem');
};

/** Reads a request and checks its own signature. @throws Error when it is not a request or the signature is wrong */
export const readRequest = async (pem: string): Promise<Pkcs10CertificateRequest> => {
  const request = new Pkcs10CertificateRequest(pem);
  if (!(await request.verify())) throw new Error('the certificate request is not signed by its own key');
  return request;
};

/** DNS names and addresses a request asks for. */
export const hostsAskedFor = (request: Pkcs10CertificateRequest): readonly string[] => {
  const names = request.extensions.find((extension) => extension instanceof SubjectAlternativeNameExtension);
  return (names?.names.items ?? []).filter((name) => name.type === 'dns' || name.type === 'ip').map((name) => name.value);
};

/** Thumbprint of the key a request is for. */
export const thumbprintOfRequest = async (pem: string): Promise<string> => {
  const request = await readRequest(pem);
  return createHash('sha256').update(Buffer.from(request.publicKey.rawData)).digest('base64url');
};
