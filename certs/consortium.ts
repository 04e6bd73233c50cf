import { join } from 'node:path';
import type { DirectoryDocument, Participant } from '../core/directory.ts';
import { directoryShape } from '../core/directory.ts';
import { messageEvents, protocolVersion } from '../core/exchange.ts';
import type { Ca } from './ca.ts';
import { createCa } from './ca.ts';
import { newDirectoryKey, signDirectory, writeDirectoryKey, writePinnedKeys } from './directory-jws.ts';
import { writePublic } from './files.ts';
import { initKeys, installCertificate } from './init-keys.ts';
import { issueCertificate } from './issue.ts';
import { loadRing } from './load-ring.ts';
import { makeCrl } from './make-crl.ts';
import { crlFile } from './ring-manifest.ts';
import { endOfLife, lifeFrom } from './validity.ts';

export type PlannedNode = Pick<Participant, 'name' | 'country' | 'roles' | 'gateway' | 'portal'> & {
  readonly nodeId: string;
  /** DNS names and addresses of its certificate; default: host of the gateway, localhost and 127.0.0.1. */
  readonly hosts?: readonly string[];
};

export type ConsortiumFiles = {
  readonly caDir: string;
  /** CONSORTIUM_CA_DIR's certificate, PEM. */
  readonly caFile: string;
  readonly directoryFile: string;
  readonly directoryKeysFile: string;
  readonly directorySigningKeyFile: string;
  /** KEYS_DIR of one node. */
  keysDir(nodeId: string): string;
};

/** Where a consortium made in `dir` keeps its files. */
export const consortiumFiles = (dir: string): ConsortiumFiles => ({
  caDir: join(dir, 'ca'),
  caFile: join(dir, 'ca', 'ca.cert.pem'),
  directoryFile: join(dir, 'directory.jws'),
  directoryKeysFile: join(dir, 'directory-keys.json'),
  directorySigningKeyFile: join(dir, 'directory-signing-key.json'),
  keysDir: (nodeId) => join(dir, 'keys', nodeId),
});

const hostsOf = (node: PlannedNode): readonly string[] => node.hosts ?? [...new Set([new URL(node.gateway).hostname, 'localhost', '127.0.0.1'])];

const makeNode = async (ca: Ca, dir: string, node: PlannedNode, now: string): Promise<void> => {
  const { requestPem, tlsId } = await initKeys(dir, { nodeId: node.nodeId, hosts: hostsOf(node), now });
  const validity = lifeFrom(now);
  const { certificatePem } = await issueCertificate(ca, requestPem, { nodeId: node.nodeId, hosts: hostsOf(node), ...validity });
  await installCertificate(dir, tlsId, { certificatePem, caPems: [ca.certificatePem], ...validity });
};

/** A directory entry for a node whose keys are in `keysDir`. */
export const participantOf = async (node: PlannedNode, keysDir: string, now: string): Promise<Participant> => {
  const { publicKeys } = await loadRing(keysDir);
  return {
    nodeId: node.nodeId as Participant['nodeId'],
    name: node.name,
    country: node.country,
    roles: node.roles,
    gateway: node.gateway,
    portal: node.portal,
    tls: [...publicKeys.tls],
    signingKeys: [...publicKeys.signingKeys],
    encryptionKeys: [...publicKeys.encryptionKeys],
    state: { code: 'active', since: now },
    supports: { protocols: [protocolVersion], events: [...messageEvents] },
  };
};

export type ConsortiumPlan = { readonly name: string; readonly nodes: readonly PlannedNode[]; readonly now: string; readonly directoryDays?: number };

/** Makes a whole consortium in one folder: CA with CRL, keys and certificate of every node, signed directory version 1 with its pinned key set.
 *  For a demonstration, a test, or the first day of a small consortium whose operators sit in one room. @throws Error when the folder holds one already */
export const createConsortium = async (dir: string, plan: ConsortiumPlan): Promise<ConsortiumFiles> => {
  const files = consortiumFiles(dir);
  const ca = await createCa(files.caDir, { name: `${plan.name} CA`, now: plan.now });
  for (const node of plan.nodes) await makeNode(ca, files.keysDir(node.nodeId), node, plan.now);
  const crl = await makeCrl(ca, { now: plan.now });
  for (const node of plan.nodes) await writePublic(crlFile(files.keysDir(node.nodeId)), crl);
  const key = await newDirectoryKey();
  const document: DirectoryDocument = directoryShape.parse({
    consortium: plan.name,
    version: 1,
    issuedAt: plan.now,
    expiresAt: endOfLife(plan.now, plan.directoryDays ?? 30),
    participants: await Promise.all(plan.nodes.map((node) => participantOf(node, files.keysDir(node.nodeId), plan.now))),
    nextDirectoryKeys: [],
  });
  await writeDirectoryKey(files.directorySigningKeyFile, key);
  await writePinnedKeys(files.directoryKeysFile, [key]);
  await writePublic(files.directoryFile, await signDirectory(document, key));
  return files;
};
