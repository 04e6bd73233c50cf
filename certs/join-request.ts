import type { JWK } from 'jose';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { participantShape } from '../core/directory.ts';
import { readRequest } from './csr.ts';
import { keyFromPem } from './ec-keys.ts';
import { publishedKeyOf } from './published-key.ts';
import { inSlot, keyFile, readManifest, requestFile } from './ring-manifest.ts';
import { fingerprintOf, peekRequest, signRequest, verifyRequest } from './signed-request.ts';

const type = 'ehds-join+jwt';

const listedKey = z.object({ kid: z.string().min(1).max(100), jwk: z.looseObject({ kty: z.enum(['EC', 'OKP']), crv: z.enum(['P-256', 'Ed25519']), d: z.never().optional() }), notBefore: z.iso.datetime(), notAfter: z.iso.datetime() });

/** What an applicant says about itself; the coordinator believes none of it before approving. */
export const joinShape = participantShape.pick({ nodeId: true, name: true, country: true, roles: true, gateway: true, portal: true }).extend({
  hosts: z.array(z.string().min(1).max(253)).min(1).max(10),
  csr: z.string().max(10_000),
  signingKeys: z.array(listedKey).length(1),
  encryptionKeys: z.array(listedKey).length(1),
  askedAt: z.iso.datetime(),
});
export type JoinRequest = z.output<typeof joinShape>;
export type JoinDetails = Pick<JoinRequest, 'name' | 'country' | 'roles' | 'gateway' | 'portal'>;

/** The applicant's side: a request over the keys in `keysDir`, signed with the new signing key.
 *  @returns the JWS to send and the fingerprint to read out */
export const makeJoinRequest = async (keysDir: string, details: JoinDetails, now: string): Promise<{ jws: string; fingerprint: string; tlsId: string }> => {
  const manifest = await readManifest(keysDir);
  const tls = inSlot(manifest.tls, 'requested');
  const signing = inSlot(manifest.signing, 'current');
  const encryption = inSlot(manifest.encryption, 'current');
  if (tls === undefined || signing === undefined || encryption === undefined) throw new Error(`${keysDir} holds no new keys: this node has joined already, or its keys are incomplete.`);
  const privateKey = keyFromPem(await readFile(keyFile(keysDir, signing.id), 'utf8'));
  const encryptionKey = keyFromPem(await readFile(keyFile(keysDir, encryption.id), 'utf8'));
  const payload = {
    ...details,
    nodeId: manifest.nodeId,
    hosts: manifest.hosts,
    csr: await readFile(requestFile(keysDir, tls.id), 'utf8'),
    signingKeys: [publishedKeyOf(privateKey, signing, 'signing')],
    encryptionKeys: [publishedKeyOf(encryptionKey, encryption, 'encryption')],
    askedAt: now,
  };
  const jws = await signRequest(payload, { kid: signing.id, alg: 'ES256', privateKey, notAfter: signing.notAfter }, type);
  return { jws, fingerprint: fingerprintOf(jws), tlsId: tls.id };
};

/** The coordinator's side: shape, signature by the very key it announces, and a request signed by its own TLS key.
 *  @throws Error in words */
export const readJoinRequest = async (jws: string): Promise<JoinRequest> => {
  const { payload } = peekRequest(jws, type, joinShape);
  await verifyRequest(jws, payload.signingKeys[0]?.jwk as unknown as JWK);
  await readRequest(payload.csr);
  return payload;
};
