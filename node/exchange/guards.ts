import type { Clock } from '../../core/clock.ts';
import { msOf } from '../../core/clock.ts';
import type { Participant } from '../../core/directory.ts';
import type { Envelope } from '../../core/envelope.ts';
import { envelopeLimits as limits, messageEvents, protocolVersion } from '../../core/exchange.ts';
import type { NodeId } from '../../core/ids.ts';
import { fhirToEnvelope } from '../../mappings/fhir-to-envelope/fhir-to-envelope.ts';
import { nestsDeeperThan } from './nesting.ts';
import type { DirectoryPort } from './ports.ts';
import { refusal } from './refusal.ts';
import { canonicalBytes, digestOf, readSignature, signatureHolds } from './signature.ts';

/** The guard chain of an arriving message, in the order of exchange.md §3.1. Each guard is a function with a name that throws a refusal;
 *  `checkArrival` at the end is the chain. Recording (10) and working (11) follow in inbox.ts and process-inbound.ts. */
export type Arrival = { readonly peer: Participant; readonly contentType: string | undefined; readonly bytes: Buffer };
export type GuardDeps = { readonly self: NodeId; readonly clock: Clock; readonly directory: Pick<DirectoryPort, 'signingKey' | 'refresh'> };
export type Checked = { readonly envelope: Envelope; readonly digest: string };

/** 1. Who calls was established by certificate and directory on this very request; here: whether it may send at all. */
export const peerMaySend = (peer: Participant): void => {
  if (peer.state.code !== 'active' && peer.state.code !== 'maintenance') throw refusal('not-a-participant', `The directory lists ${peer.nodeId} as ${peer.state.code}.`);
};

/** 2. Size and content type, before anything is parsed. */
export const sizeAndType = (contentType: string | undefined, bytes: Buffer): void => {
  if (bytes.length > limits.bodyBytes) throw refusal('too-large', `The body has ${bytes.length} bytes; the limit is ${limits.bodyBytes}.`);
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/fhir+json') throw refusal('malformed', 'The content type must be application/fhir+json.');
};

/** 3. JSON in UTF-8, not nested too deep; the depth is counted before parsing. */
export const parseJson = (bytes: Buffer): unknown => {
  if (nestsDeeperThan(bytes, limits.depth)) throw refusal('too-deep', `The body nests deeper than ${limits.depth} levels.`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusal('malformed', 'The body is not well-formed JSON in UTF-8.');
  }
};

/** 4. The FHIR shape of the envelope. */
export const envelopeShape = (json: unknown): Envelope => {
  const entries = (json as { entry?: unknown } | null)?.entry;
  if (Array.isArray(entries) && entries.length > limits.entries) throw refusal('too-large', `The bundle has ${entries.length} entries; the limit is ${limits.entries}.`);
  const reading = fhirToEnvelope(json);
  if ('problem' in reading) throw refusal('malformed', `Not a message bundle of this protocol: ${reading.problem}.`);
  return reading.envelope;
};

/** 5. Addressed to this node, compared whole. */
export const destinationIsHere = (envelope: Envelope, self: NodeId): void => {
  if (envelope.receiver !== self) throw refusal('wrong-destination', `This is ${self}; the message is addressed to another node.`);
};

/** 6. The sender in the body is who the transport says. */
export const senderIsPeer = (envelope: Envelope, peer: Participant): void => {
  if (envelope.sender !== peer.nodeId) throw refusal('sender-mismatch', `The certificate belongs to ${peer.nodeId}; the message names another sender.`);
};

/** 7. Protocol version and event. */
export const versionAndEvent = (envelope: Envelope): void => {
  if (envelope.protocol !== protocolVersion) throw refusal('unsupported-version', `This node speaks protocol ${protocolVersion}.`);
  if (!(messageEvents as readonly string[]).includes(envelope.event)) throw refusal('unsupported-event', `This node does not know this event; it knows ${messageEvents.join(', ')}.`);
};

/** 8. Not past `notAfter`, not from the future. */
export const timeIsRight = (envelope: Envelope, nowMs: number): void => {
  if (msOf(envelope.notAfter) <= nowMs) throw refusal('expired', `notAfter ${envelope.notAfter} has passed.`);
  const ahead = msOf(envelope.timestamp) - nowMs;
  if (ahead > limits.clockAheadMs) throw refusal('malformed', `The timestamp is ${Math.round(ahead / 1000)} s ahead of this node's clock; ${limits.clockAheadMs / 1000} s are allowed. Check the clocks.`);
};

/** 9. Signed by a key the directory lists for this sender, over exactly this content. @returns the digest of the signed form */
export const signedBySender = async (json: unknown, peer: Participant, directory: GuardDeps['directory']): Promise<string> => {
  const reading = readSignature(json);
  if (reading === undefined) throw refusal('bad-signature', 'The bundle carries no detached JWS with a kid.');
  let key = directory.signingKey(peer.nodeId, reading.kid);
  if (key === undefined) {
    await directory.refresh(`unknown signing key of ${peer.nodeId}`);
    key = directory.signingKey(peer.nodeId, reading.kid);
  }
  if (key === undefined) throw refusal('unknown-key', 'The directory lists no such signing key for this sender.');
  const canonical = canonicalForm(json);
  if (!(await signatureHolds(reading, canonical, key))) throw refusal('bad-signature', 'The signature does not hold over this bundle.');
  return digestOf(canonical);
};

const canonicalForm = (json: unknown): Uint8Array => {
  try {
    return canonicalBytes(json as object);
  } catch {
    throw refusal('malformed', 'The bundle has no canonical form (RFC 8785).');
  }
};

/** The chain. @throws AppError with the refusal's code */
export const checkArrival = async (deps: GuardDeps, arrival: Arrival): Promise<Checked> => {
  peerMaySend(arrival.peer);
  sizeAndType(arrival.contentType, arrival.bytes);
  const json = parseJson(arrival.bytes);
  const envelope = envelopeShape(json);
  destinationIsHere(envelope, deps.self);
  senderIsPeer(envelope, arrival.peer);
  versionAndEvent(envelope);
  timeIsRight(envelope, deps.clock.ms());
  const digest = await signedBySender(json, arrival.peer, deps.directory);
  return { envelope, digest };
};
