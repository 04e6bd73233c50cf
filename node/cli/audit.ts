import type { Command } from 'commander';
import { signHeadPayload } from '../audit/head-jws.ts';
import { sealAudit, signHead } from '../audit/seal.ts';
import { verifyAudit } from '../audit/verify.ts';
import { openHeadWith } from '../wiring/audit-heads.ts';
import { withTrust } from './trust-context.ts';

const verify = (): Promise<void> =>
  withTrust(async ({ storage, clock, keyRing, directory }) => {
    await sealAudit(storage.db);
    const { rows, heads, faults, lastHash } = await verifyAudit(storage.db, clock, openHeadWith(keyRing, directory));
    for (const fault of faults) console.log(`! ${fault.text}`);
    console.log(faults.length === 0 ? `${rows} rows and ${heads} signed heads hold together. Last hash: ${lastHash}` : `${faults.length} faults in ${rows} rows.`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  });

const head = (): Promise<void> =>
  withTrust(async ({ storage, clock, keyRing }) => {
    const signed = await signHead(storage.db, clock, (payload) => signHeadPayload(payload, keyRing.signing()));
    console.log(signed === undefined ? "Today's head is signed already, or the trail is empty." : `Signed the head at row ${signed.seq}.`);
  });

/** `ehds-node audit …` (exchange.md §7) */
export const register = (program: Command): void => {
  const group = program.command('audit').description('the audit trail');
  group.command('verify').description('find changed, missing, reordered or cut-off rows').action(verify);
  group.command('head').description('sign the end of the chain now, if today has no head yet').action(head);
};
