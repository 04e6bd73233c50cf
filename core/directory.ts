import { z } from 'zod';
import type { NodeId } from './ids.ts';
import { nodeIdPattern } from './ids.ts';

/** The consortium directory (exchange.md §2.2): one JSON document, JWS-signed by the pinned directory key. */
// a cast, not a transform: a transform has no JSON schema, and the directory is part of the API's description
const nodeId = z.string().regex(nodeIdPattern) as unknown as z.ZodType<NodeId, string>;
const instant = z.iso.datetime({ offset: true });

/** A public key with the period in which it counts. */
export const directoryKey = z.object({
  kid: z.string().min(1),
  jwk: z.record(z.string(), z.unknown()),
  notBefore: instant,
  notAfter: instant,
});

export type DirectoryKey = z.infer<typeof directoryKey>;

export const participantStates = ['joining', 'active', 'maintenance', 'suspended', 'revoked'] as const;

export const participantShape = z.object({
  nodeId,
  name: z.record(z.string(), z.string()),
  country: z.string().min(2).max(3),
  roles: z.array(z.enum(['national-node', 'authorised-participant', 'coordinator', 'central-platform'])),
  /** Base URL of the mutual-TLS listener, without trailing slash. */
  gateway: z.url(),
  /** Base URL of the public listener, without trailing slash. */
  portal: z.url(),
  /** SHA-256 of the SubjectPublicKeyInfo, base64url; current and next. */
  tls: z.array(z.object({ thumbprint: z.string(), notBefore: instant, notAfter: instant })),
  signingKeys: z.array(directoryKey),
  encryptionKeys: z.array(directoryKey),
  state: z.object({
    code: z.enum(participantStates),
    since: instant,
    from: instant.optional(),
    to: instant.optional(),
    note: z.string().optional(),
  }),
  supports: z.object({ protocols: z.array(z.string()), events: z.array(z.string()) }),
});
export type Participant = z.infer<typeof participantShape>;

export const directoryShape = z.object({
  consortium: z.string().min(1),
  version: z.int().positive(),
  issuedAt: instant,
  expiresAt: instant,
  participants: z.array(participantShape),
  /** Rotation of the directory key itself; signed by the present one. */
  nextDirectoryKeys: z.array(directoryKey).default([]),
});
export type DirectoryDocument = z.infer<typeof directoryShape>;

/** Participants one exchanges messages with: `maintenance` is planned and stays a participant; `joining`, `suspended` and `revoked` are held out. */
export const isAdmitted = (participant: Participant): boolean => participant.state.code === 'active' || participant.state.code === 'maintenance';

/** Whether a listed key or thumbprint counts at that instant. */
export const countsAt = (validity: { readonly notBefore: string; readonly notAfter: string }, atMs: number): boolean =>
  new Date(validity.notBefore).getTime() <= atMs && atMs < new Date(validity.notAfter).getTime();
