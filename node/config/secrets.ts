import { readFile, stat, writeFile, mkdir } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { ConfigError } from './config.ts';
import type { Config } from './config.ts';

/** Passwords and keys: a type of its own that prints as nothing, wherever it is printed. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  toJSON(): string {
    return '[secret]';
  }
  toString(): string {
    return '[secret]';
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

export type Secrets = {
  readonly databaseUrl: Secret | undefined;
  readonly queueUrl: Secret | undefined;
  /** Address of the mail server with its password; absent: no mail. */
  readonly smtpUrl?: Secret | undefined;
  readonly oidcClientSecret: Secret;
  readonly sessionKey: Secret;
};

const readSecretFile = async (name: string, file: string): Promise<Secret> => {
  try {
    return new Secret((await readFile(file, 'utf8')).trim());
  } catch {
    throw new ConfigError([`${name} "${file}" cannot be read: give a file that this user may read.`]);
  }
};

/** A key made once and kept beside the data, readable by its owner only. */
const keptKey = async (file: string): Promise<Secret> => {
  const exists = await stat(file).then(() => true, () => false);
  if (!exists) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return readSecretFile('SESSION_KEY_FILE', file);
};

/** Passphrase of sealed keys and keystores in KEYS_DIR, when one is configured. @throws ConfigError when the file cannot be read */
export const readPassphrase = async (config: Config): Promise<string | undefined> =>
  config.trust.passphraseFile === undefined ? undefined : (await readSecretFile('KEYS_PASSPHRASE_FILE', config.trust.passphraseFile)).reveal();

/** @throws ConfigError when a file cannot be read */
export const loadSecrets = async (config: Config, env: Readonly<Record<string, string>>): Promise<Secrets> => ({
  databaseUrl: env['DATABASE_URL'] === undefined ? undefined : new Secret(env['DATABASE_URL']),
  queueUrl: env['QUEUE_URL'] === undefined ? undefined : new Secret(env['QUEUE_URL']),
  smtpUrl: env['SMTP_URL'] === undefined ? undefined : new Secret(env['SMTP_URL']),
  oidcClientSecret: await readSecretFile('OIDC_CLIENT_SECRET_FILE', config.identity.clientSecretFile),
  sessionKey: await keptKey(config.identity.sessionKeyFile ?? join(config.storage.dataDir, 'session.key')),
});
