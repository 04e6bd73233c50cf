import type { z } from 'zod';
import type { NodeId } from '../../core/ids.ts';
import type { SettingName } from './settings.ts';
import { settings } from './settings.ts';

type Values = { [S in (typeof settings)[number] as S['name']]: z.output<S['shape']> };

/** Thrown when the environment is wrong; every problem at once, one sentence each: name, what is wrong, what to do. Exit code 78. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const readAll = (env: Readonly<Record<string, string>>): Values => {
  const problems: string[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const setting of settings) {
    const parsed = setting.shape.safeParse(env[setting.name]);
    if (parsed.success) values[setting.name] = parsed.data;
    else if (env[setting.name] === undefined) problems.push(`${setting.name} is missing: set it to ${setting.meaning}.`);
    else problems.push(`${setting.name} ${parsed.error.issues[0]?.message ?? 'is wrong'}: it must be ${setting.meaning} (${setting.unit}).`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return values as Values;
};

const contradictions = (env: Readonly<Record<string, string>>, v: Values): string[] => {
  const problems: string[] = [];
  if (v.DEMO_MODE && env['NODE_ENV'] === 'production') problems.push('DEMO_MODE is on while NODE_ENV is production: turn one of them off.');
  if (!v.DEMO_MODE && v.OIDC_ISSUER.startsWith('http:')) problems.push('OIDC_ISSUER is plain http: use https, or DEMO_MODE=true on a machine of your own.');
  if (v.SMTP_URL !== undefined && v.MAIL_FROM === undefined) problems.push('MAIL_FROM is missing: with SMTP_URL give the sender of mails, such as EHDS Node <no-reply@example.org>.');
  if (v.PUBLIC_URL.endsWith('/')) problems.push('PUBLIC_URL ends with a slash: write it without.');
  if (v.RETRY_CAP_MS < v.RETRY_BASE_MS) problems.push('RETRY_CAP_MS is below RETRY_BASE_MS: the cap is the longest wait, raise it.');
  if (!v.COORDINATOR && v.DIRECTORY_URL === undefined && v.DIRECTORY_FILE === undefined)
    problems.push("DIRECTORY_URL and DIRECTORY_FILE are both missing: give the coordinator's address or a signed directory file.");
  if (v.COORDINATOR && v.DIRECTORY_SIGNING_KEY_FILE === undefined) problems.push('DIRECTORY_SIGNING_KEY_FILE is missing: a coordinator signs the directory.');
  try {
    new Intl.DateTimeFormat('en', { timeZone: v.NODE_TIME_ZONE });
  } catch {
    problems.push(`NODE_TIME_ZONE "${v.NODE_TIME_ZONE}" is not a time zone: write one such as Europe/Paris.`);
  }
  return problems;
};

/** Typed groups from the raw environment. @throws ConfigError with every problem */
export const toConfig = (env: Readonly<Record<string, string>>) => {
  const v = readAll(env);
  const wrong = contradictions(env, v);
  if (wrong.length > 0) throw new ConfigError(wrong);
  return {
    node: { id: v.NODE_ID as NodeId, name: v.NODE_NAME as Record<string, string>, country: v.NODE_COUNTRY, timeZone: v.NODE_TIME_ZONE, coordinator: v.COORDINATOR, demo: v.DEMO_MODE },
    listeners: {
      public: { host: v.PUBLIC_HOST, port: v.PUBLIC_PORT, url: v.PUBLIC_URL, trustProxy: v.TRUST_PROXY, origins: v.ALLOWED_ORIGINS },
      partner: { host: v.PARTNER_HOST, port: v.PARTNER_PORT },
      ops: { host: v.OPS_HOST, port: v.OPS_PORT },
    },
    storage: { dataDir: v.DATA_DIR, embedded: v.DATABASE_URL === undefined, poolMax: v.DATABASE_POOL },
    queue: { redis: v.QUEUE_URL !== undefined },
    trust: {
      keysDir: v.KEYS_DIR, passphraseFile: v.KEYS_PASSPHRASE_FILE, directoryKeysFile: v.DIRECTORY_KEYS_FILE, directoryFile: v.DIRECTORY_FILE, directoryUrl: v.DIRECTORY_URL,
      directorySigningKeyFile: v.DIRECTORY_SIGNING_KEY_FILE, caDir: v.CONSORTIUM_CA_DIR, refreshMs: v.DIRECTORY_REFRESH_MS, graceDays: v.DIRECTORY_GRACE_DAYS, crlGraceHours: v.CRL_GRACE_HOURS,
    },
    identity: { issuer: v.OIDC_ISSUER, clientId: v.OIDC_CLIENT_ID, clientSecretFile: v.OIDC_CLIENT_SECRET_FILE, audience: v.OIDC_AUDIENCE ?? v.PUBLIC_URL, sessionKeyFile: v.SESSION_KEY_FILE, sessionHours: v.SESSION_HOURS },
    exchange: {
      retryBaseMs: v.RETRY_BASE_MS, retryCapMs: v.RETRY_CAP_MS, messageTtlMs: v.MESSAGE_TTL_MS, sweepMs: v.SWEEP_MS, concurrency: v.PARTNER_CONCURRENCY,
      ratePerSecond: v.PARTNER_RATE_PER_SECOND, timeoutMs: v.PARTNER_TIMEOUT_MS, probeMs: v.BREAKER_PROBE_MS, probeCapMs: v.BREAKER_PROBE_CAP_MS,
    },
    catalogue: { harvestMs: v.HARVEST_MS, sourcesFile: v.SOURCES_FILE, links: { on: v.LINK_CHECK, everyMs: v.LINK_CHECK_MS, paceMs: v.LINK_PACE_MS } },
    mail: { on: v.SMTP_URL !== undefined, from: v.MAIL_FROM },
    status: { everyMs: v.STATUS_MS },
    applications: { settingsFile: v.SETTINGS_FILE },
    web: { dir: v.WEB_DIR },
    log: { level: v.LOG_LEVEL },
    traces: { url: v.TRACES_URL },
  };
};

export type Config = ReturnType<typeof toConfig>;
