import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createConsortium } from '../../certs/consortium.ts';
import { initKeys } from '../../certs/init-keys.ts';
import { systemClock } from '../../core/clock.ts';
import { participantShape } from '../../core/directory.ts';
import { keyExpiries } from '../directory/directory-view.ts';
import { rehearse } from '../directory/rehearsal.ts';
import { openTrustClient } from '../wiring/trust-client.ts';
import { registerKeystore } from './keystore.ts';
import { withKeys } from './node-context.ts';
import { table } from './table.ts';
import { kindOf, withTrust } from './trust-context.ts';

const planShape = z.object({
  name: z.string().min(1),
  directoryDays: z.int().positive().optional(),
  nodes: z.array(participantShape.pick({ nodeId: true, name: true, country: true, roles: true, gateway: true, portal: true }).extend({ hosts: z.array(z.string()).optional() })).min(1),
});

const show = (): Promise<void> =>
  withKeys(async ({ keyRing, clock }) => {
    console.log(table(['key', 'id', 'ends', 'days left'], keyExpiries(keyRing, clock).map((key) => [key.kind, key.id, key.notAfter, String(key.daysLeft)])));
  });

const rehearseNext = (): Promise<void> =>
  withTrust(async (trust) => {
    const next = trust.keyRing.nextTls();
    if (next === undefined) return console.log('There is no next certificate: run `ehds-node certs next tls` first.');
    const client = openTrustClient(trust, () => next);
    const rows = await rehearse(trust.directory.partners(), (node) => client.request(node, { method: 'GET', path: '/directory', timeoutMs: 10_000, maxBytes: 8_000_000 })).finally(() => client.close());
    console.log(table(['partner', 'next certificate', 'why'], rows.map((row) => [row.node, row.accepted ? 'accepted' : row.code, row.why])));
    const refusing = rows.filter((row) => !row.accepted).length;
    console.log(refusing === 0 ? 'Everybody accepts it: `ehds-node certs switch tls` is safe.' : `${refusing} of ${rows.length} would refuse it: do not switch yet.`);
    process.exitCode = refusing === 0 ? 0 : 1;
  });

const publishNext = (kind: string): Promise<void> =>
  withTrust(async ({ rotation }) => {
    const { id, version } = await rotation.publishNext(kindOf(kind));
    console.log(`${id} is listed from directory version ${version}.${kind === 'tls' ? ' Rehearse it with `ehds-node certs rehearse`, then switch.' : ` Switch to it when partners have read that version (15 minutes).`}`);
  });

const switchKeys = (kind: string): Promise<void> =>
  withTrust(async ({ rotation }) => {
    const { previous, version } = await rotation.switch(kindOf(kind));
    console.log(`The next ${kind} key is in use; ${previous} is accepted for 7 more days (directory version ${version}). The running node has taken it over by itself.`);
  });

const registerRotation = (group: Command): void => {
  group.command('show').description('keys of this node and how long they last').action(show);
  group.command('next <kind>').description('make and publish the next key: tls, signing or encryption').action(publishNext);
  group.command('rehearse').description('try the next certificate against every partner').action(rehearseNext);
  group.command('switch <kind>').description('use the next key; the old one stays valid 7 days').action(switchKeys);
};

/** `ehds-node certs …` */
export const register = (program: Command): void => {
  const group = program.command('certs').description('keys and certificates');
  group
    .command('init')
    .description('make the three key pairs of a new node, and the request for its certificate')
    .requiredOption('--node <id>', 'node id, e.g. FR')
    .requiredOption('--host <name...>', 'names and addresses partners reach the gateway by')
    .requiredOption('--keys <folder>', 'KEYS_DIR')
    .action(async (options: { node: string; host: string[]; keys: string }) => {
      const { tlsId } = await initKeys(options.keys, { nodeId: options.node, hosts: options.host, now: systemClock.now() });
      console.log(`Keys of ${options.node} are in ${options.keys} (mode 0600). The certificate request is ${options.keys}/${tlsId}.csr.pem; \`ehds-node join\` sends it.`);
    });
  group
    .command('consortium <folder>')
    .description('make a consortium: CA, directory key, and the nodes of a plan (at least the coordinator) with keys and certificates')
    .requiredOption('--plan <file>', 'JSON: name, nodes[nodeId, name, country, roles, gateway, portal, hosts]')
    .action(async (folder: string, options: { plan: string }) => {
      const plan = planShape.parse(JSON.parse(await readFile(options.plan, 'utf8')));
      const { directoryDays, nodes, name } = plan;
      const files = await createConsortium(folder, {
        name, now: systemClock.now(), ...(directoryDays === undefined ? {} : { directoryDays }),
        nodes: nodes.map(({ hosts, ...node }) => ({ ...node, ...(hosts === undefined ? {} : { hosts }) })),
      });
      console.log(`CONSORTIUM_CA_DIR=${files.caDir}\nDIRECTORY_SIGNING_KEY_FILE=${files.directorySigningKeyFile}\nDIRECTORY_KEYS_FILE=${files.directoryKeysFile}\nDIRECTORY_FILE=${files.directoryFile}`);
      for (const node of nodes) console.log(`KEYS_DIR of ${node.nodeId}: ${files.keysDir(node.nodeId)}`);
    });
  registerRotation(group);
  registerKeystore(group);
};
