import type { JWK } from 'jose';
import { z } from 'zod';
import { directoryKey } from '../core/directory.ts';
import { AppError } from '../core/errors.ts';
import { readRequest } from './csr.ts';
import type { OwnKey } from './key-ring.ts';
import { peekRequest, signRequest, verifyRequest } from './signed-request.ts';

const type = 'ehds-own-change+jwt';
const about = { nodeId: z.string(), at: z.iso.datetime() };
const listed = directoryKey.refine((key) => key.jwk['d'] === undefined, 'a private key was sent');

/** What a participant may ask the coordinator to change in its own entry. */
export const ownChangeShape = z.discriminatedUnion('kind', [
  z.object({ ...about, kind: z.literal('add-keys'), csr: z.string().max(10_000).optional(), hosts: z.array(z.string().min(1).max(253)).max(10), signingKeys: z.array(listed).max(2), encryptionKeys: z.array(listed).max(2) }),
  z.object({ ...about, kind: z.literal('retire-keys'), ids: z.array(z.string()).min(1).max(10) }),
  z.object({ ...about, kind: z.literal('maintenance'), from: z.iso.datetime().optional(), to: z.iso.datetime().optional(), note: z.string().max(500).optional() }),
  z.object({ ...about, kind: z.literal('active') }),
  z.object({ ...about, kind: z.literal('supports'), protocols: z.array(z.string().max(20)).min(1).max(10), events: z.array(z.string().max(60)).max(100) }),
]);
export type OwnChange = z.output<typeof ownChangeShape>;

/** @returns compact JWS signed with the node's present signing key */
export const makeOwnChange = (change: OwnChange, key: OwnKey): Promise<string> => signRequest(change, key, type);

/** @param keyOf the listed signing key of that node and kid @throws AppError `invalid` `malformed`, `forbidden` `unknown-key | bad-signature` */
export const readOwnChange = async (jws: string, keyOf: (nodeId: string, kid: string) => Record<string, unknown> | undefined): Promise<OwnChange> => {
  const look = (): { kid: string; payload: OwnChange } => {
    try {
      return peekRequest(jws, type, ownChangeShape);
    } catch (error) {
      throw new AppError('invalid', 'malformed', 'This is not a signed request for a change of a directory entry.', { cause: error });
    }
  };
  const { kid, payload } = look();
  const jwk = keyOf(payload.nodeId, kid);
  if (jwk === undefined) throw new AppError('forbidden', 'unknown-key', `The directory lists no signing key ${kid} of this node that counts now.`);
  await verifyRequest(jws, jwk as JWK).catch((error: unknown) => {
    throw new AppError('forbidden', 'bad-signature', 'The request is not signed with the key it names.', { cause: error });
  });
  if (payload.kind === 'add-keys' && payload.csr !== undefined)
    await readRequest(payload.csr).catch((error: unknown) => {
      throw new AppError('invalid', 'malformed', 'The certificate request is not signed by its own key.', { cause: error });
    });
  return payload;
};
