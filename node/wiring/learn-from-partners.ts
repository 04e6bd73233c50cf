import type { Logger } from 'pino';
import type { KeyRing } from '../../certs/key-ring.ts';
import type { Directory } from '../directory/directory.ts';
import type { Gatekeeper } from '../directory/gatekeeper.ts';
import { openTrustClient } from './trust-client.ts';

const askMs = 5_000;
const directoryBytes = 8 * 1024 * 1024;

/** Asks every partner for the directory it holds, and takes the newest good one into use. For the coordinator: a partner can offer nothing but what the
 *  directory key has signed, and remembers what a coordinator put back from a backup has forgotten. Never throws. */
export const learnFromPartners = async (parts: { keyRing: KeyRing; directory: Directory; gate: Gatekeeper; log: Pick<Logger, 'warn' | 'info'> }): Promise<void> => {
  const { directory, log } = parts;
  const before = directory.version();
  const client = openTrustClient(parts);
  const unreached: string[] = [];
  const ask = async (node: Parameters<typeof client.request>[0]): Promise<void> => {
    const answer = await client.request(node, { method: 'GET', path: '/directory', timeoutMs: askMs, maxBytes: directoryBytes });
    if (answer.status === 200) await directory.learn(answer.body.toString('utf8').trim());
  };
  await Promise.all(directory.partners().map(({ nodeId }) => ask(nodeId).catch(() => void unreached.push(nodeId))));
  await client.close();
  if (unreached.length > 0) log.info({ unreached }, 'partners not asked for the directory they hold');
  if (directory.version() > before) log.warn({ before, version: directory.version() }, 'partners held a newer directory than this coordinator, which was put back from a backup: it goes on from theirs');
};
