import type { Command } from 'commander';
import type { JWK } from 'jose';
import { readFile, writeFile } from 'node:fs/promises';
import { readPinnedKeys, verifyDirectory } from '../../certs/directory-jws.ts';
import { systemClock } from '../../core/clock.ts';
import { findAudit } from '../audit/store.ts';
import { keysAfter } from '../directory/trusted-keys.ts';
import { exportEvidence } from '../exchange/evidence/export-evidence.ts';
import { verifyEvidence } from '../exchange/evidence/verify-evidence.ts';
import { importJWK } from '../wiring/public-key.ts';
import { withTrust } from './trust-context.ts';

type Options = { application: string; out?: string };

const write = ({ application, out }: Options): Promise<void> =>
  withTrust(async ({ storage, clock, keyRing, directory, config, audit }) => {
    const archive = await exportEvidence(
      {
        self: config.node.id, db: storage.db, clock, signingKey: keyRing.signing(), directoryVersion: directory.version(),
        directories: directory.history,
        auditLines: async (ids) => (await Promise.all(ids.map((id) => findAudit(storage.db, { target: `message:${id}`, limit: 100 })))).flat(),
      },
      application,
    );
    const file = out ?? `evidence-${application}.zip`;
    await writeFile(file, archive, { mode: 0o600 });
    await audit.recordAlone(storage.db, { actor: 'operator:command-line', role: 'auditor', action: 'evidence-exported', target: `application:${application}`, outcome: 'success', details: { bytes: archive.length } });
    console.log(`${file}: ${archive.length} bytes. Check it anywhere with: ehds-node evidence verify ${file} --directory-keys ${config.trust.directoryKeysFile}`);
  });

const check = async (file: string, options: { directoryKeys: string }): Promise<void> => {
  let trusted: readonly JWK[] = await readPinnedKeys(options.directoryKeys);
  const verdict = await verifyEvidence(
    {
      importKey: (kid, jwk) => ({ kid, ...importJWK(jwk) }),
      openDirectory: async (jws) => {
        const { document } = await verifyDirectory(jws, trusted);
        trusted = keysAfter(trusted, document, Math.min(systemClock.ms(), new Date(document.expiresAt).getTime()));
        return document;
      },
    },
    await readFile(file),
  );
  console.log(`Evidence about application ${verdict.application}, exported by ${verdict.exportedBy}.\n`);
  for (const statement of verdict.statements) console.log(`- ${statement}`);
  for (const fault of verdict.faults) console.log(`! ${fault}`);
  console.log(verdict.ok ? `\nAll ${verdict.statements.length} statements hold: every signature was checked against the consortium's directory of its day.` : `\n${verdict.faults.length} faults: this archive does not prove what it says.`);
  process.exitCode = verdict.ok ? 0 : 1;
};

/** `ehds-node evidence …` (exchange.md §7) */
export const register = (program: Command): void => {
  const group = program.command('evidence').description('what was sent, received and acknowledged, as proof for third parties');
  group.command('export').description('write everything about one application into one archive').requiredOption('--application <id>').option('--out <file>').action(write);
  group.command('verify <file>').description('check an archive offline, with the consortium\'s directory key alone').requiredOption('--directory-keys <file>', 'pinned key set of the consortium').action(check);
};
