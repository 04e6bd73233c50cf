import { join } from 'node:path';

/** The demo consortium: which nodes, where they listen, where their files are. Everything follows from a folder and a port base. */
export const nodeIds = ['EU', 'FR', 'FI', 'DE'] as const;
export type DemoNode = (typeof nodeIds)[number];
export const isDemoNode = (text: string): text is DemoNode => (nodeIds as readonly string[]).includes(text);

export const root = join(import.meta.dirname, '..', '..');
export const defaultFolder = join(root, '.demo');
export const defaultPortBase = 8000;

const offset: Record<DemoNode, number> = { EU: 0, FR: 1, FI: 2, DE: 3 };

export type Places = ReturnType<typeof placesOf>;

export const placesOf = (folder: string, portBase: number) => {
  const nodes = nodeIds.map((id) => {
    const ports = { public: portBase + 100 + offset[id], partner: portBase + 200 + offset[id], ops: portBase + 300 + offset[id] };
    return {
      id,
      ports,
      folder: join(folder, id),
      portal: `http://127.0.0.1:${ports.public}`,
      gateway: `https://127.0.0.1:${ports.partner}`,
      ops: `http://127.0.0.1:${ports.ops}`,
    };
  });
  return {
    folder,
    portBase,
    nodes,
    node: (id: DemoNode) => nodes[nodeIds.indexOf(id)]!,
    provider: { port: portBase + 90, issuer: `http://127.0.0.1:${portBase + 90}`, folder: join(folder, 'provider') },
    fhirSource: { port: portBase + 91, url: `http://127.0.0.1:${portBase + 91}/fhir` },
    ckanSource: { port: portBase + 92, url: `http://127.0.0.1:${portBase + 92}` },
    ports: [...nodes.flatMap((node) => Object.values(node.ports)), portBase + 90, portBase + 91, portBase + 92],
    runFile: join(folder, 'run.json'),
  };
};
