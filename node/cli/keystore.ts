import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { exportKeystore } from '../../certs/export-keystore.ts';
import { importKeystore } from '../../certs/import-keystore.ts';
import { writeSecret } from '../../certs/files.ts';
import { importTls } from '../../certs/import-tls.ts';
import { withNode } from './node-context.ts';

const passphraseFrom = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim();

/** `ehds-node certs export|import`: PKCS#12, for hardware and tools that want one. */
export const registerKeystore = (group: Command): void => {
  group
    .command('export <file>')
    .description('write the current TLS key and certificate as a PKCS#12 keystore')
    .requiredOption('--passphrase-file <file>')
    .action((file: string, options: { passphraseFile: string }) =>
      withNode(async ({ keyRing }) => {
        const { keyPem, certPem } = keyRing.tls();
        await writeSecret(file, exportKeystore({ keyPem, certPem, caPems: keyRing.ca(), name: keyRing.nodeId }, await passphraseFrom(options.passphraseFile)));
      }),
    );
  group
    .command('import <file>')
    .description('take TLS key and certificate of a PKCS#12 keystore as the next ones')
    .requiredOption('--passphrase-file <file>')
    .action((file: string, options: { passphraseFile: string }) =>
      withNode(async ({ config }) => {
        const store = importKeystore(await readFile(file), await passphraseFrom(options.passphraseFile));
        const { id, slot } = await importTls(config.trust.keysDir, store);
        console.log(`${id} is the ${slot} TLS key.`);
      }),
    );
};
