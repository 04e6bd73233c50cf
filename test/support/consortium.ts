import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsortiumFiles, PlannedNode } from '../../certs/consortium.ts';
import { createConsortium } from '../../certs/consortium.ts';

export type TestPorts = { readonly public: number; readonly partner: number; readonly ops: number };
export type TestConsortium = ConsortiumFiles & {
  readonly dir: string;
  readonly nodes: readonly PlannedNode[];
  /** Free when asked; each node gets three. */
  ports(nodeId: string): TestPorts;
  remove(): Promise<void>;
};

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const planned = (nodeId: string, ports: TestPorts): PlannedNode => ({
  nodeId,
  name: { en: `Node ${nodeId}` },
  country: nodeId.slice(0, 2),
  roles: nodeId.startsWith('EU') ? ['coordinator'] : ['national-node'],
  gateway: `https://127.0.0.1:${ports.partner}`,
  portal: `http://127.0.0.1:${ports.public}`,
});

/** A consortium with real keys and certificates in a temporary folder: CA, CRL, one KEYS_DIR per node, signed directory.
 *  A node id that starts with EU is the coordinator. Takes about 50 ms per node. */
export const testConsortium = async (nodeIds: readonly string[], options: { now?: string; directoryDays?: number } = {}): Promise<TestConsortium> => {
  const dir = await mkdtemp(join(tmpdir(), 'ehds-consortium-'));
  const ports = new Map<string, TestPorts>();
  for (const id of nodeIds) ports.set(id, { public: await freePort(), partner: await freePort(), ops: await freePort() });
  const portsOf = (id: string): TestPorts => {
    const found = ports.get(id);
    if (found === undefined) throw new Error(`no node ${id} in this consortium`);
    return found;
  };
  const nodes = nodeIds.map((id) => planned(id, portsOf(id)));
  const now = options.now ?? new Date().toISOString();
  const files = await createConsortium(dir, { name: 'Test consortium', nodes, now, ...(options.directoryDays === undefined ? {} : { directoryDays: options.directoryDays }) });
  return { ...files, dir, nodes, ports: portsOf, remove: () => rm(dir, { recursive: true, force: true }) };
};
