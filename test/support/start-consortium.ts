import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../demo/check/api.ts';
import { createApi } from '../demo/check/api.ts';
import { Consortium } from '../demo/consortium.ts';
import { emptyFolder } from '../demo/folder.ts';
import { placesOf } from '../demo/places.ts';
import type { DemoNode } from '../demo/places.ts';
import { freePortBase } from '../demo/ports.ts';

export type RunningConsortium = {
  readonly consortium: Consortium;
  readonly api: Api;
  /** Public base URL of a node. */
  url(node: DemoNode): string;
  stop(): Promise<void>;
};

/** The demo's four nodes, provider and stand-ins as real processes on free ports, in a folder of their own. Takes some ten seconds: once per test file at most. */
export const startConsortium = async (times: Record<string, string> = { STATUS_MS: '2000', HARVEST_MS: '2000' }): Promise<RunningConsortium> => {
  const folder = await mkdtemp(join(tmpdir(), 'ehds-consortium-run-'));
  await chmod(folder, 0o711);
  const consortium = new Consortium(placesOf(folder, await freePortBase()), { times });
  try {
    await consortium.start();
  } catch (error) {
    await consortium.stop();
    throw error;
  }
  return {
    consortium,
    api: createApi(consortium.places),
    url: (node) => consortium.places.node(node).portal,
    stop: async () => {
      await consortium.stop();
      await emptyFolder(folder);
    },
  };
};
