import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { NodeClient, ProviderFile } from './provider/configuration.ts';
import { newProviderSecrets } from './provider/configuration.ts';
import type { DemoNode, Places } from './places.ts';
import { root } from './places.ts';
import type { Program } from './processes.ts';
import type { Catalogues } from './sources.ts';
import { writeSettings } from './settings.ts';
import { writeSources } from './sources.ts';
import { keysOf, nameOf, trustFiles } from './trust.ts';

const zones: Record<DemoNode, string> = { EU: 'Europe/Brussels', FR: 'Europe/Paris', FI: 'Europe/Helsinki', DE: 'Europe/Berlin' };

const answers = (url: string) => async (): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(async (response) => (await response.arrayBuffer(), response.ok), () => false);

/** What a program needs of our environment: nothing that could change how the demo behaves. Node keeps compiled modules between
 *  starts, because four nodes load the same thousand files. */
const inherited = (): Record<string, string> => ({
  ...Object.fromEntries(['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
});

const secretOf = async (file: string): Promise<string> => {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined && kept !== '') return kept;
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, made, { mode: 0o600 });
  return made;
};

const secretFile = (places: Places, id: DemoNode): string => join(places.node(id).folder, 'oidc-client-secret');

const writeProviderFile = async (places: Places): Promise<string> => {
  await mkdir(places.provider.folder, { recursive: true });
  const path = join(places.provider.folder, 'provider.json');
  const kept = await readFile(path, 'utf8').then((text) => JSON.parse(text) as ProviderFile, () => undefined);
  const secrets = kept === undefined ? await newProviderSecrets() : { cookieKey: kept.cookieKey, jwks: kept.jwks };
  const clients = await Promise.all(
    places.nodes.map(async (node): Promise<NodeClient> => ({
      id: `node-${node.id.toLowerCase()}`, secret: await secretOf(secretFile(places, node.id)), resource: node.portal,
      redirectUris: [`${node.portal}/login/callback`], afterLogout: [node.portal, `${node.portal}/`],
    })),
  );
  await writeFile(path, JSON.stringify({ ...secrets, issuer: places.provider.issuer, port: places.provider.port, clients } satisfies ProviderFile), { mode: 0o600 });
  return path;
};

export const providerProgram = async (places: Places): Promise<Program> => ({
  name: 'provider', folder: places.provider.folder, env: inherited(), args: ['test/demo/provider/main.ts', await writeProviderFile(places)],
  ready: answers(`${places.provider.issuer}/.well-known/openid-configuration`),
});

export const standInPrograms = (places: Places): Program[] => [
  {
    name: 'fhir-source', folder: join(places.folder, 'fhir-source'), env: inherited(), ready: answers(`${places.fhirSource.url}/metadata`),
    args: ['test/demo/stand-ins/fhir.ts', String(places.fhirSource.port), join(root, 'test/demo/catalogue/fi')],
  },
  {
    name: 'ckan-source', folder: join(places.folder, 'ckan-source'), env: inherited(), ready: answers(`${places.ckanSource.url}/api/3/action/status_show`),
    args: ['test/demo/stand-ins/ckan.ts', String(places.ckanSource.port), join(root, 'test/demo/catalogue/de')],
  },
];

/** Short times, so that a visitor sees retries and harvests happen; a real node keeps the defaults of `npm run config`. */
const demoTimes = {
  RETRY_BASE_MS: '1000', RETRY_CAP_MS: '15000', SWEEP_MS: '5000', PARTNER_TIMEOUT_MS: '10000', BREAKER_PROBE_MS: '1000', BREAKER_PROBE_CAP_MS: '5000',
  HARVEST_MS: '5000', STATUS_MS: '5000', DIRECTORY_REFRESH_MS: '30000',
} as const;

/** Other times than the demo's, e.g. for a check that waits for them. */
export type Times = Partial<Record<keyof typeof demoTimes, string>>;

const environmentOf = async (places: Places, id: DemoNode, catalogues: Catalogues, times: Times): Promise<Record<string, string>> => {
  const node = places.node(id);
  const trust = trustFiles(places);
  const coordinator = id === 'EU';
  const sources = await writeSources(places, id, catalogues);
  const settings = await writeSettings(places, id);
  return {
    ...inherited(),
    ...demoTimes,
    ...times,
    NODE_ID: id, NODE_NAME: JSON.stringify(nameOf(id)), NODE_COUNTRY: id, NODE_TIME_ZONE: zones[id], DEMO_MODE: 'true', DATA_DIR: join(node.folder, 'data'),
    PUBLIC_PORT: String(node.ports.public), PUBLIC_URL: node.portal, PARTNER_PORT: String(node.ports.partner), OPS_PORT: String(node.ports.ops),
    KEYS_DIR: keysOf(places, id), DIRECTORY_KEYS_FILE: trust.directoryKeysFile, DIRECTORY_FILE: trust.directoryFile,
    ...(coordinator
      ? { COORDINATOR: 'true', DIRECTORY_SIGNING_KEY_FILE: trust.directorySigningKeyFile, CONSORTIUM_CA_DIR: trust.caDir }
      : { DIRECTORY_URL: `${places.node('EU').portal}/directory` }),
    OIDC_ISSUER: places.provider.issuer, OIDC_CLIENT_ID: `node-${id.toLowerCase()}`, OIDC_CLIENT_SECRET_FILE: secretFile(places, id),
    WEB_DIR: join(root, 'web', 'dist'), LOG_LEVEL: 'info',
    ...(sources === undefined ? {} : { SOURCES_FILE: sources }),
    ...(settings === undefined ? {} : { SETTINGS_FILE: settings }),
  };
};

export const nodeProgram = async (places: Places, id: DemoNode, catalogues: Catalogues, times: Times): Promise<Program> => ({
  name: id, folder: places.node(id).folder, env: await environmentOf(places, id, catalogues, times), args: ['node/main.ts'], ready: answers(`${places.node(id).ops}/health`),
});
