import type { Command } from 'commander';
import { announceDirectoryKey, switchDirectoryKey } from '../directory/directory-key-rotation.ts';
import type { ParticipantState } from '../directory/directory-changes.ts';
import { table } from './table.ts';
import type { TrustContext } from './trust-context.ts';
import { coordinationOf, operator, withTrust } from './trust-context.ts';

const list = (): Promise<void> =>
  withTrust(async ({ directory }) => {
    const { version, expiresAt, state } = directory.health();
    console.log(`Directory version ${version} of ${directory.document().consortium}, ${state}, until ${expiresAt}`);
    console.log(table(['node', 'state', 'since', 'roles', 'gateway', 'TLS keys', 'note'], directory.document().participants.map((one) => [one.nodeId, one.state.code, one.state.since, one.roles.join(' '), one.gateway, String(one.tls.length), one.state.note ?? ''])));
  });

const requests = (): Promise<void> =>
  withTrust(async (trust) => {
    const rows = await coordinationOf(trust).joins.list();
    if (rows.length === 0) console.log('Nobody has asked to join.');
    for (const row of rows) {
      console.log(`${row.id}  ${row.nodeId}  ${row.state}  asked ${row.askedAt}${row.decidedAt === undefined ? '' : `, decided ${row.decidedAt} by ${row.decidedBy}`}`);
      console.log(`  ${Object.values(row.details.name)[0] ?? ''}, ${row.details.country}, ${row.details.roles.join(' ')}, ${row.details.gateway}, ${row.details.portal}, hosts ${row.details.hosts.join(' ')}`);
      console.log(`  fingerprint ${row.fingerprint}`);
    }
  });

const setState = (nodeId: string, state: Omit<ParticipantState, 'since'>): Promise<void> =>
  withTrust(async (trust: TrustContext) => {
    const document = await coordinationOf(trust).participants.setState(nodeId, state, operator);
    console.log(`${nodeId} is ${state.code} from directory version ${document.version}. Partners are told at once by the running node, and read it within 15 minutes anyway.`);
  });

type Period = { from?: string; to?: string; note?: string };

const registerJoins = (group: Command): void => {
  group.command('requests').description('who asks to join').action(requests);
  group
    .command('approve <request> <fingerprint...>')
    .description('let a node in, with the fingerprint that its operator read out to you over the telephone')
    .action((id: string, fingerprint: string[]) =>
      withTrust(async (trust) => {
        const participant = await coordinationOf(trust).joins.approve(id, fingerprint.join(' '), operator);
        console.log(`${participant.nodeId} is a participant from directory version ${trust.directory.version()}.`);
      }),
    );
  group
    .command('refuse <request> <reason>')
    .description('refuse a request to join')
    .action((id: string, reason: string) => withTrust(async (trust) => coordinationOf(trust).joins.refuse(id, reason, operator)));
};

const registerStates = (group: Command): void => {
  group
    .command('maintenance <node>')
    .description('announce maintenance: partners hold their messages')
    .option('--from <instant>')
    .option('--to <instant>')
    .option('--note <text>')
    .action((node: string, period: Period) => setState(node, { code: 'maintenance', ...period }));
  group.command('activate <node>').description('end maintenance or suspension').action((node: string) => setState(node, { code: 'active' }));
  group.command('suspend <node>').description('hold a node out until it is activated').option('--note <text>').action((node: string, more: Period) => setState(node, { code: 'suspended', ...more }));
  group.command('revoke <node>').description('put a node out for good and revoke its certificates').requiredOption('--note <reason>').action((node: string, more: Period) => setState(node, { code: 'revoked', ...more }));
};

const registerKeys = (group: Command): void => {
  const parts = (trust: TrustContext) => ({ keyFile: trust.config.trust.directorySigningKeyFile ?? '', publisher: coordinationOf(trust).publisher, directory: trust.directory, clock: trust.clock });
  group.command('next-key').description('make and announce the next directory key').action(() =>
    withTrust(async (trust) => {
      const { kid, from } = await announceDirectoryKey(parts(trust), operator);
      console.log(`${kid} is announced. Add it to DIRECTORY_KEYS_FILE of new nodes; it may sign from ${from}.`);
    }),
  );
  group.command('switch-key').description('sign with the announced directory key').action(() =>
    withTrust(async (trust) => {
      const { kid, version } = await switchDirectoryKey(parts(trust), operator);
      console.log(`Directory version ${version} is signed with ${kid}.`);
    }),
  );
};

/** `ehds-node directory …`: the coordinator's desk on the command line, and `list` on every node. */
export const register = (program: Command): void => {
  const group = program.command('directory').description('participants of the consortium');
  group.command('list').description('the directory in use here').action(list);
  registerJoins(group);
  registerStates(group);
  registerKeys(group);
};
