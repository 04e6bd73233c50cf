import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writeSecret } from './files.ts';

/** `ring.json` of KEYS_DIR: which key file plays which part. Keys themselves are in `<id>.key.pem`, certificates in `<id>.cert.pem`.
 *  requested: a TLS key whose certificate was asked for · next: published, not used yet · current · previous: still accepted from others */
export const slots = ['requested', 'next', 'current', 'previous'] as const;
export type Slot = (typeof slots)[number];

const entry = z.object({
  id: z.string().regex(/^[A-Za-z0-9._-]+$/),
  slot: z.enum(slots),
  notBefore: z.string(),
  notAfter: z.string(),
  /** Of a previous key: the coordinator has been told that it ends. Absent: a rotation was interrupted before that. */
  retired: z.boolean().optional(),
});
const manifestShape = z.object({
  nodeId: z.string(),
  hosts: z.array(z.string()),
  tls: z.array(entry),
  signing: z.array(entry),
  encryption: z.array(entry),
});
export type RingManifest = z.infer<typeof manifestShape>;
export type RingEntry = z.infer<typeof entry>;
export type KeyKind = 'tls' | 'signing' | 'encryption';

export const manifestFile = (dir: string): string => join(dir, 'ring.json');
export const keyFile = (dir: string, id: string): string => join(dir, `${id}.key.pem`);
export const keystoreFile = (dir: string, id: string): string => join(dir, `${id}.p12`);
export const certFile = (dir: string, id: string): string => join(dir, `${id}.cert.pem`);
export const requestFile = (dir: string, id: string): string => join(dir, `${id}.csr.pem`);
export const caFile = (dir: string): string => join(dir, 'ca.pem');
export const crlFile = (dir: string): string => join(dir, 'crl.pem');

/** @throws Error with a sentence for the operator */
export const readManifest = async (dir: string): Promise<RingManifest> => {
  const text = await readIfThere(manifestFile(dir));
  if (text === undefined) throw new Error(`KEYS_DIR "${dir}" holds no ring.json: make keys with \`ehds-node certs init\` or \`ehds-node join\`.`);
  return manifestShape.parse(JSON.parse(text));
};

export const writeManifest = (dir: string, manifest: RingManifest): Promise<void> => writeSecret(manifestFile(dir), JSON.stringify(manifest, null, 1));

export const inSlot = (entries: readonly RingEntry[], slot: Slot): RingEntry | undefined => entries.find((one) => one.slot === slot);
