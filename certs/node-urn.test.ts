import { describe, expect, it } from 'vitest';
import { newEcKey, signingAlgorithmOf, webKeysOf } from './ec-keys.ts';
import { nodeNamedBy, nodeUrn } from './node-urn.ts';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from './x509.ts';

const certificateWith = async (uris: readonly string[]): Promise<string> => {
  const key = newEcKey();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01', name: 'CN=test', notBefore: new Date('2027-01-01T00:00:00Z'), notAfter: new Date('2028-01-01T00:00:00Z'), keys: await webKeysOf(key), signingAlgorithm: signingAlgorithmOf(key),
    extensions: uris.length === 0 ? [] : [new SubjectAlternativeNameExtension(uris.map((value) => ({ type: 'url' as const, value })))],
  });
  return certificate.toString('pem');
};

describe('the node a certificate names', () => {
  it.each([
    [[nodeUrn('FI')], 'FI'],
    [['https://fi.example/', nodeUrn('EU-ECDC')], 'EU-ECDC'],
    [[], undefined],
    [['https://fi.example/'], undefined],
    [[nodeUrn('FI'), nodeUrn('FI')], undefined],
    [['urn:ehds-node:SE, URI:urn:ehds-node:FI'], 'SE, URI:urn:ehds-node:FI'],
    [['URN:EHDS-NODE:FI'], undefined],
  ])('%j is %s', async (uris, node) => expect(nodeNamedBy(await certificateWith(uris))).toBe(node));
});
