import { z } from 'zod';
import { nodeIdPattern } from '../../core/ids.ts';

/** One environment variable: its manual line (`npm run config`) and its reader in one place, so that they cannot drift. */
export type Setting = { readonly name: string; readonly unit: string; readonly meaning: string; readonly shape: z.ZodType; readonly secret?: boolean };

const text = z.string().trim().min(1);
const url = z.url();
const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().positive();
const ms = z.coerce.number().int().positive();
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = text.transform((value) => value.split(',').map((part) => part.trim()).filter((part) => part !== ''));
const json = text.transform((value, context): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

/** Defaults are safe values: absence never weakens a check. */
export const settings = [
  { name: 'NODE_ID', unit: 'id', meaning: 'this node in the consortium, e.g. FR or EU-ECDC', shape: z.string().regex(nodeIdPattern, 'must look like FR or EU-ECDC') },
  { name: 'NODE_NAME', unit: 'JSON by language', meaning: 'names of the node, e.g. {"en":"France"}', shape: json.default({}) },
  { name: 'NODE_COUNTRY', unit: 'ISO 3166-1', meaning: 'country of the node', shape: z.string().length(2) },
  { name: 'NODE_TIME_ZONE', unit: 'IANA zone', meaning: 'zone in which statutory days are counted', shape: text.default('Europe/Brussels') },
  { name: 'COORDINATOR', unit: 'true/false', meaning: 'this node publishes the directory and the board', shape: flag.default(false) },
  { name: 'DEMO_MODE', unit: 'true/false', meaning: 'allows demo certificates, an http issuer and loopback sources; refused in production', shape: flag.default(false) },
  { name: 'DATA_DIR', unit: 'folder', meaning: 'embedded database and files of this node', shape: text.default('./data') },
  { name: 'PUBLIC_HOST', unit: 'address', meaning: 'address the public listener binds', shape: text.default('127.0.0.1') },
  { name: 'PUBLIC_PORT', unit: 'port', meaning: 'public listener', shape: port.default(8100) },
  { name: 'PUBLIC_URL', unit: 'URL', meaning: 'base of every public address and dataset IRI, without trailing slash', shape: url },
  { name: 'PARTNER_HOST', unit: 'address', meaning: 'address the mutual-TLS listener binds', shape: text.default('127.0.0.1') },
  { name: 'PARTNER_PORT', unit: 'port', meaning: 'mutual-TLS listener', shape: port.default(8200) },
  { name: 'OPS_HOST', unit: 'address', meaning: 'address the operations listener binds', shape: text.default('127.0.0.1') },
  { name: 'OPS_PORT', unit: 'port', meaning: 'operations listener: /metrics, /health', shape: port.default(8300) },
  { name: 'TRUST_PROXY', unit: 'hops', meaning: 'reverse proxies in front of the public listener', shape: z.coerce.number().int().min(0).max(5).default(0) },
  { name: 'DATABASE_URL', unit: 'postgres URL', meaning: 'database; absent: an embedded one in DATA_DIR', shape: z.string().startsWith('postgres').optional(), secret: true },
  { name: 'DATABASE_POOL', unit: 'connections', meaning: 'connections of this node for its own work', shape: count.default(20) },
  { name: 'QUEUE_URL', unit: 'redis URL', meaning: 'queue on Redis; absent: on the database', shape: z.string().startsWith('redis').optional(), secret: true },
  { name: 'KEYS_DIR', unit: 'folder', meaning: 'key files written by `ehds-node certs init`', shape: text },
  { name: 'KEYS_PASSPHRASE_FILE', unit: 'file', meaning: 'passphrase of a PKCS#12 keystore in KEYS_DIR', shape: text.optional() },
  { name: 'DIRECTORY_KEYS_FILE', unit: 'file', meaning: 'pinned directory key set (JWKS)', shape: text },
  { name: 'DIRECTORY_FILE', unit: 'file', meaning: 'signed directory for a node that starts without network', shape: text.optional() },
  { name: 'DIRECTORY_URL', unit: 'URL', meaning: 'where the coordinator publishes the directory', shape: url.optional() },
  { name: 'DIRECTORY_SIGNING_KEY_FILE', unit: 'file', meaning: 'coordinator only: private directory key (JWK)', shape: text.optional() },
  { name: 'CONSORTIUM_CA_DIR', unit: 'folder', meaning: 'coordinator only: the consortium CA', shape: text.optional() },
  { name: 'DIRECTORY_REFRESH_MS', unit: 'ms', meaning: 'how often the directory is read', shape: ms.default(900_000) },
  { name: 'DIRECTORY_GRACE_DAYS', unit: 'days', meaning: 'an expired directory is still used so long, with a warning', shape: count.default(14) },
  { name: 'CRL_GRACE_HOURS', unit: 'hours', meaning: 'an outdated CRL is still used so long, with a warning', shape: count.default(48) },
  { name: 'OIDC_ISSUER', unit: 'URL', meaning: 'identity provider', shape: url },
  { name: 'OIDC_CLIENT_ID', unit: 'text', meaning: 'this node at the identity provider', shape: text },
  { name: 'OIDC_CLIENT_SECRET_FILE', unit: 'file', meaning: 'its secret', shape: text },
  { name: 'OIDC_AUDIENCE', unit: 'URL', meaning: 'audience of bearer tokens; default PUBLIC_URL', shape: text.optional() },
  { name: 'SESSION_KEY_FILE', unit: 'file', meaning: 'key that signs session cookies; made when absent', shape: text.optional() },
  { name: 'SESSION_HOURS', unit: 'hours', meaning: 'length of a session', shape: count.default(12) },
  { name: 'RETRY_BASE_MS', unit: 'ms', meaning: 'wait before the second attempt', shape: ms.default(30_000) },
  { name: 'RETRY_CAP_MS', unit: 'ms', meaning: 'longest wait between attempts', shape: ms.default(21_600_000) },
  { name: 'MESSAGE_TTL_MS', unit: 'ms', meaning: 'notAfter of a message', shape: ms.default(604_800_000) },
  { name: 'SWEEP_MS', unit: 'ms', meaning: 'how often undelivered rows without a job are found', shape: ms.default(30_000) },
  { name: 'PARTNER_CONCURRENCY', unit: 'messages', meaning: 'in flight per partner', shape: count.default(4) },
  { name: 'PARTNER_RATE_PER_SECOND', unit: '1/s', meaning: 'messages sent per second and partner', shape: count.default(200) },
  { name: 'PARTNER_TIMEOUT_MS', unit: 'ms', meaning: 'one attempt', shape: ms.default(30_000) },
  { name: 'BREAKER_PROBE_MS', unit: 'ms', meaning: 'first probe of an open breaker', shape: ms.default(30_000) },
  { name: 'BREAKER_PROBE_CAP_MS', unit: 'ms', meaning: 'longest wait between probes', shape: ms.default(900_000) },
  { name: 'HARVEST_MS', unit: 'ms', meaning: 'how often partners\' catalogues are read', shape: ms.default(60_000) },
  { name: 'SOURCES_FILE', unit: 'file', meaning: 'sources of the national catalogue (JSON list)', shape: text.optional() },
  { name: 'LINK_CHECK', unit: 'true/false', meaning: 'addresses in own records are tried (HEAD, paced per host), and count for the score', shape: flag.default(false) },
  { name: 'LINK_CHECK_MS', unit: 'ms', meaning: 'how long an answer of such an address is believed', shape: ms.default(604_800_000) },
  { name: 'LINK_PACE_MS', unit: 'ms', meaning: 'least time between two such requests to one host', shape: ms.default(2_000) },
  { name: 'SMTP_URL', unit: 'URL', meaning: 'mail server, e.g. smtps://user:password@mail.example; absent: notices are shown in the portal only', shape: z.string().regex(/^smtps?:\/\/\S+$/, 'must begin with smtp:// or smtps://').optional(), secret: true },
  { name: 'MAIL_FROM', unit: 'address', meaning: 'sender of mails, e.g. EHDS Node <no-reply@example.org>; needed with SMTP_URL', shape: text.optional() },
  { name: 'STATUS_MS', unit: 'ms', meaning: 'how often status documents are made and read', shape: ms.default(60_000) },
  { name: 'SETTINGS_FILE', unit: 'file', meaning: 'settings of the application side (clock.*, decision.*, …), JSON', shape: text.optional() },
  { name: 'WEB_DIR', unit: 'folder', meaning: 'built portal', shape: text.default('web/dist') },
  { name: 'LOG_LEVEL', unit: 'level', meaning: 'fatal, error, warn, info, debug', shape: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info') },
  { name: 'TRACES_URL', unit: 'URL', meaning: 'OpenTelemetry collector (OTLP over HTTP) that gets the spans, e.g. http://localhost:4318; absent: none are recorded', shape: z.url({ protocol: /^https?$/ }).optional() },
  { name: 'ALLOWED_ORIGINS', unit: 'list', meaning: 'other origins that may call the API with a token', shape: list.default([]) },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]['name'];
