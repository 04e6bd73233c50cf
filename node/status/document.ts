import { CompactSign, compactVerify, decodeProtectedHeader } from 'jose';
import type { StatusDocument } from '../../core/api/status.ts';
import { statusDocument } from '../../core/api/status.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Participant } from '../../core/directory.ts';
import type { NodeId } from '../../core/ids.ts';
import { protocolVersion } from '../../core/exchange.ts';
import type { Capacity } from './capacity.ts';
import type { DirectoryPort, SigningPort, StatusPorts } from './ports.ts';

export type DocumentDeps = { node: NodeId; version: string; started: string; clock: Clock; capacity: Capacity; self: () => Participant | undefined; ports: StatusPorts };

/** This node's status document, portal.md §4.1, made anew from live facts. */
export const makeDocument = async (deps: DocumentDeps): Promise<StatusDocument> => {
  const { ports } = deps;
  const [catalogue, links, applications, database, queue, diskFreePercent] = await Promise.all([
    ports.catalogue(), ports.links(), ports.applications(), ports.databaseReachable(), ports.queueReachable(), deps.capacity.diskFreePercent(),
  ]);
  const state = deps.self()?.state;
  const announced = ports.maintenance() ?? (state?.code === 'maintenance' ? state : undefined);
  const maintenance = announced === undefined ? {} : { maintenance: { ...(announced.from && { from: announced.from }), ...(announced.to && { to: announced.to }), ...(announced.note && { note: announced.note }) } };
  return {
    node: { id: deps.node, version: deps.version, protocolVersions: [protocolVersion], started: deps.started, now: deps.clock.now(), incidents: [], ...maintenance },
    certificates: ports.certificates(),
    catalogue,
    links,
    applications,
    capacity: { database, queue, ...(diskFreePercent === undefined ? {} : { diskFreePercent }), eventLoopDelayP99Ms: deps.capacity.eventLoopDelayP99Ms() },
  };
};

/** Compact JWS of the document with the node's signing key. */
export const signDocument = (document: StatusDocument, signing: SigningPort): Promise<string> => {
  const key = signing();
  return new CompactSign(new TextEncoder().encode(JSON.stringify(document))).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'ehds-status+jws' }).sign(key.privateKey);
};

/** Checks signature, shape, and that the document speaks of the node it was read from.
 *  @throws AppError `invalid` `status-signature | status-shape | status-of-another` */
export const verifyDocument = async (jws: string, node: NodeId, directory: DirectoryPort): Promise<StatusDocument> => {
  const kid = (() => {
    try {
      return decodeProtectedHeader(jws).kid;
    } catch {
      return undefined;
    }
  })();
  const key = kid === undefined ? undefined : directory.signingKey(node, kid);
  if (key === undefined) throw new AppError('invalid', 'status-signature', `The status of ${node} is signed with a key that the directory does not list for it.`);
  const verified = await compactVerify(jws, key.key, { algorithms: [key.alg] }).catch((cause: unknown) => {
    throw new AppError('invalid', 'status-signature', `The signature on the status of ${node} is wrong.`, { cause });
  });
  const parsed = statusDocument.safeParse(JSON.parse(new TextDecoder().decode(verified.payload)));
  if (!parsed.success) throw new AppError('invalid', 'status-shape', `The status of ${node} has a shape this node does not know.`);
  if (parsed.data.node.id !== node) throw new AppError('invalid', 'status-of-another', `${node} served the status of ${parsed.data.node.id}.`);
  return parsed.data;
};
