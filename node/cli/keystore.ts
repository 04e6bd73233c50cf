import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { exportKeystore } from '../../certs/export-keystore.ts';
import { importKeystore } from '../../certs/import-keystore.ts';
import { writeSecret } from '../../certs/files.ts';
import { importTls } from '../../certs/import-tls.ts';
import { ConfigError, toConfig } from '../config/config.ts';
import { readEnv } from '../config/env.ts';
import { sealKeys } from '../../certs/seal-keys.ts';
import { withKeys } from './node-context.ts';

const passphraseFrom = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim();

/** `ehds-node certs export|import|seal`: PKCS#12 for tools that want one, and keys under a passphrase. */
export const registerKeystore = (group: Command): void => {
  group
    .command('export <file>')
    .description('write the current TLS key and certificate as a PKCS#12 keystore')
    .requiredOption('--passphrase-file <file>')
    .action((file: string, options: { passphraseFile: string }) =>
      withKeys(async ({ keyRing }) => {
        const { keyPem, certPem } = keyRing.tls();
        await writeSecret(file, exportKeystore({ keyPem, certPem, caPems: keyRing.ca(), name: keyRing.nodeId }, await passphraseFrom(options.passphraseFile)));
      }),
    );
  group
    .command('seal')
    .description('put the private keys of this node under the passphrase of KEYS_PASSPHRASE_FILE')
    .action(async () => {
      const { trust } = toConfig(readEnv());
      if (trust.passphraseFile === undefined) throw new ConfigError(['KEYS_PASSPHRASE_FILE is missing: set it to a file with the passphrase, mode 0600.']);
      const sealed = await sealKeys(trust.keysDir, await passphraseFrom(trust.passphraseFile));
      console.log(sealed.length === 0 ? 'Every key is sealed already.' : `Sealed: ${sealed.join(' ')}`);
    });
  group
    .command('import <file>')
    .description('take TLS key and certificate of a PKCS#12 keystore as the next ones')
    .requiredOption('--passphrase-file <file>')
    .action((file: string, options: { passphraseFile: string }) =>
      withKeys(async ({ config }) => {
        const store = importKeystore(await readFile(file), await passphraseFrom(options.passphraseFile));
        const { id, slot } = await importTls(config.trust.keysDir, store);
        console.log(`${id} is the ${slot} TLS key.`);
      }),
    );
};
