import { z } from 'zod';
import { participantShape, participantStates } from '../directory.ts';
import { nodeIdPattern } from '../ids.ts';

/** Shapes of `/api/v1/directory/…`: the page of the coordinator and of every operator (exchange.md §2.2). */
export const keyExpiry = z.object({ kind: z.enum(['tls', 'tls-next', 'signing', 'encryption']), id: z.string(), notAfter: z.string(), daysLeft: z.number() });
export type KeyExpiry = z.infer<typeof keyExpiry>;

export const crlView = z.object({ issuer: z.string(), number: z.int().optional(), nextUpdate: z.string().optional(), standing: z.enum(['good', 'grace', 'outdated', 'missing']) });

/** `GET /api/v1/directory`: what is in use here, and how long it and our own keys last. */
export const directoryView = z.object({
  consortium: z.string(),
  version: z.int(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(['good', 'grace', 'expired']),
  coordinator: z.boolean(),
  participants: z.array(participantShape),
  keys: z.array(keyExpiry),
  crls: z.array(crlView),
});
export type DirectoryView = z.infer<typeof directoryView>;

export const joinRequestView = z.object({
  id: z.string(),
  nodeId: z.string(),
  /** To be compared with what the applicant reads out. */
  fingerprint: z.string(),
  state: z.enum(['waiting', 'approved', 'refused']),
  askedAt: z.string(),
  decidedAt: z.string().optional(),
  decidedBy: z.string().optional(),
  reason: z.string().optional(),
  details: participantShape.pick({ name: true, country: true, roles: true, gateway: true, portal: true }).extend({ hosts: z.array(z.string()) }),
});
export type JoinRequestView = z.infer<typeof joinRequestView>;
export const joinRequestList = z.object({ requests: z.array(joinRequestView) });

/** `POST /api/v1/directory/join-requests`, by an applicant nobody knows yet: compact JWS over its details and keys. */
export const joinAsk = z.object({ request: z.string().max(40_000) });
export const joinAsked = z.object({ id: z.string(), fingerprint: z.string() });
/** What the applicant polls. */
export const joinOutcome = z.object({ state: z.enum(['waiting', 'approved', 'refused']), reason: z.string().optional(), certificate: z.string().optional(), ca: z.string().optional() });

export const joinApproval = z.object({ fingerprint: z.string().min(8).max(100) });
export const joinRefusal = z.object({ reason: z.string().min(1).max(500) });

/** `POST /api/v1/directory/participants/{nodeId}/state` */
export const stateChange = z.object({
  code: z.enum(participantStates).exclude(['joining']),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  note: z.string().max(500).optional(),
});
export const nodeIdParam = z.string().regex(nodeIdPattern);

/** `POST /directory/own-change` on the partner listener: compact JWS, answered with the version that carries it. */
export const ownChangeAsk = z.object({ request: z.string().max(40_000) });
export const ownChangeDone = z.object({ version: z.int(), certificate: z.string().optional(), ca: z.string() });
