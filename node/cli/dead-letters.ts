import type { Command } from 'commander';
import type { DeadFilter } from '../../core/api/ops.ts';
import type { DeadLetters } from '../exchange/dead-letters.ts';
import { createDeadLetters } from '../exchange/dead-letters.ts';
import type { NodeContext } from './node-context.ts';
import { withNode } from './node-context.ts';
import { operator } from './trust-context.ts';

const by = { person: operator.actor, role: operator.role };

/** Runs are rows: the running node works on them, a portion each second. */
const lettersOf = ({ storage, clock, audit, config }: NodeContext): DeadLetters =>
  createDeadLetters({ db: storage.db, clock, audit, wake: () => undefined, requeue: () => Promise.resolve(), ratePerSecond: config.exchange.ratePerSecond });

type Scope = { partner?: string; event?: string; reason?: string; application?: string; id?: string[] };
const filterOf = ({ application, id, ...rest }: Scope): DeadFilter => ({ ...rest, ...(application === undefined ? {} : { correlation: application }), ...(id === undefined ? {} : { ids: id }) });

const list = (scope: Scope): Promise<void> =>
  withNode(async (node) => {
    const { letters, total, runs } = await lettersOf(node).list(filterOf(scope));
    for (const letter of letters) {
      console.log(`${letter.messageId}  ${letter.event} to ${letter.partner}, died ${letter.diedAt}${letter.holdsBack === 0 ? '' : `, holds back ${letter.holdsBack}`}`);
      console.log(`  ${letter.why} ${letter.help}${letter.lastAnswer === undefined ? '' : `\n  Last answer: ${letter.lastAnswer}`}`);
    }
    console.log(`${total} dead letters.`);
    for (const run of runs.filter((one) => one.state === 'running')) console.log(`Run ${run.id}: ${run.done} of ${run.total} sent again so far.`);
  });

const sendAgain = (scope: Scope & { yes?: boolean }): Promise<void> =>
  withNode(async (node) => {
    const { yes, ...rest } = scope;
    const letters = lettersOf(node);
    console.log((await letters.preview(filterOf(rest))).text);
    if (yes !== true) return console.log('Nothing was done. Say --yes to send them.');
    const run = await letters.sendAgain(filterOf(rest), by);
    console.log(`Run ${run.id} begins. Stop it with: ehds-node dead-letters stop ${run.id}`);
  });

const scoped = (command: Command): Command =>
  command.option('--partner <node>').option('--event <event>').option('--reason <code>').option('--application <id>').option('--id <message...>');

/** `ehds-node dead-letters …` (exchange.md §4.4) */
export const register = (program: Command): void => {
  const group = program.command('dead-letters').description('messages that could not be delivered');
  scoped(group.command('list')).description('with reason and remedy').action(list);
  scoped(group.command('send-again')).option('--yes', 'do it; without, only say what would happen').description('send again, unchanged, under the same ids').action(sendAgain);
  group.command('stop <run>').description('stop a run of sending again').action((run: string) => withNode((node) => lettersOf(node).stop(run, by)));
  group.command('abandon <message...>').requiredOption('--reason <text>').description('give messages up: what waits behind them goes on').action((ids: string[], options: { reason: string }) =>
    withNode(async (node) => console.log(`${await lettersOf(node).abandon(ids, options.reason, by)} given up.`)),
  );
};
