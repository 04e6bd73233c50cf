import type { Command } from 'commander';
import { instantOf } from '../../core/clock.ts';
import type { NodeId } from '../../core/ids.ts';
import { createAskAgain } from '../exchange/after-restore.ts';
import { createSteering } from '../exchange/steer-links.ts';
import type { Steering } from '../exchange/steer-links.ts';
import { allLinks } from '../exchange/link-store.ts';
import { linkFigures } from '../exchange/view-store.ts';
import { toDirectoryPort } from '../wiring/directory-port.ts';
import { wireLinkTest } from '../wiring/link-test.ts';
import { openTrustClient } from '../wiring/trust-client.ts';
import { table } from './table.ts';
import type { TrustContext } from './trust-context.ts';
import { operator, withTrust } from './trust-context.ts';

const by = { person: operator.actor, role: operator.role };

/** The running node reads pauses from the row within a second. */
const steering = (trust: TrustContext): Steering =>
  createSteering({ db: trust.storage.db, clock: trust.clock, audit: trust.audit, self: trust.config.node.id, directory: toDirectoryPort(trust.directory), links: { load: () => Promise.resolve(), settle: () => Promise.resolve(), closeBreaker: () => undefined } });

const test = (partner: string): Promise<void> =>
  withTrust(async (trust) => {
    const client = openTrustClient(trust);
    const run = wireLinkTest(trust, trust.gate, toDirectoryPort(trust.directory), client);
    const report = await run(steering(trust).partnerOf(partner)).finally(() => client.close());
    console.log(table(['step', 'result', 'what was seen', 'who must act'], report.steps.map((step) => [step.step, step.result, step.detail, step.side ?? ''])));
    const fault = report.steps.find((step) => step.result === 'red');
    console.log(fault === undefined ? `\nThe link to ${partner} works.` : `\n${fault.advice ?? ''}`);
    process.exitCode = report.ok ? 0 : 1;
  });

const list = (): Promise<void> =>
  withTrust(async ({ storage, clock, directory }) => {
    const nowMs = clock.ms();
    const figures = new Map((await linkFigures(storage.db, instantOf(nowMs - 3_600_000), instantOf(nowMs - 60_000))).map((row) => [row.partner, row]));
    const rows = new Map((await allLinks(storage.db)).map((row) => [row.partner, row]));
    const cells = directory.partners().map(({ nodeId }: { nodeId: NodeId }) => {
      const [row, figure] = [rows.get(nodeId), figures.get(nodeId)];
      const state = row !== undefined && row.paused_at !== null ? `paused by ${row.paused_by ?? ''}` : (row?.held_reason ?? '');
      return [nodeId, state, String(figure?.waiting ?? 0), figure?.oldest ?? '', String(figure?.dead ?? 0), String(Math.round(figure?.p50 ?? 0)), String(Math.round(figure?.p99 ?? 0)), row?.last_good_out ?? '', row?.last_good_in ?? ''];
    });
    console.log(table(['partner', 'held', 'waiting', 'oldest', 'dead', 'p50 ms', 'p99 ms', 'last good out', 'last good in'], cells));
  });

const afterRestore = (since: string): Promise<void> =>
  withTrust(async (trust) => {
    const client = openTrustClient(trust);
    const ask = createAskAgain({ db: trust.storage.db, audit: trust.audit, call: (to, request) => client.request(to, request) });
    try {
      for (const { nodeId } of trust.directory.partners()) {
        const said = await ask(nodeId, since, by.person).then(
          ({ again, sequences }) => `delivers ${again} messages again; ${sequences} sequences moved on`,
          (error: unknown) => `could not be asked, run this again later: ${error instanceof Error ? error.message : String(error)}`,
        );
        console.log(`${nodeId} ${said}`);
      }
    } finally {
      await client.close();
    }
  });

/** `ehds-node link …` (exchange.md §6) */
export const register = (program: Command): void => {
  const group = program.command('link').description('links to partners');
  group.command('list').description('what waits for whom').action(list);
  group.command('test <partner>').description('DNS, TCP, TLS, certificate, directory, application, clock: who must act').action(test);
  group.command('pause <partner>').option('--reason <text>').description('hold every message to this partner').action((partner: string, options: { reason?: string }) => withTrust((trust) => steering(trust).pause(partner, options.reason, by)));
  group.command('after-restore <since>').description('this node was put back from a backup of that time: ask every partner for what it delivered since; before the node is started').action(afterRestore);
  group.command('resume <partner>').description('end a pause or a hold').action((partner: string) => withTrust((trust) => steering(trust).resume(partner, by)));
};
