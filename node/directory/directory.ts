import type { JWK } from 'jose';
import type { Clock } from '../../core/clock.ts';
import { isAdmitted } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import type { Adoption, InUse } from './adoption.ts';
import { createAdoption } from './adoption.ts';
import { directoryStore } from './directory-store.ts';
import type { Directory } from './directory-type.ts';
import { freshnessOf } from './judge-directory.ts';
import { encryptionKeyOf, signingKeyOf } from './look-up.ts';
import type { DirectoryLog, FetchDirectory, ReadDirectoryFile } from './ports.ts';
import { createRefreshing } from './refreshing.ts';

export type { Directory } from './directory-type.ts';

export type DirectoryDeps = {
  readonly self: NodeId;
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: DirectoryLog;
  readonly pinnedKeys: readonly JWK[];
  readonly fetch: FetchDirectory | undefined;
  readonly readFile: ReadDirectoryFile | undefined;
  readonly graceDays: number;
};

const dayMs = 86_400_000;

const lookUps = (now: () => InUse, { self, clock }: DirectoryDeps): Pick<Directory, 'document' | 'signed' | 'version' | 'self' | 'participant' | 'partners' | 'byThumbprint' | 'signingKey' | 'encryptionKey'> => ({
  document: () => now().document,
  signed: () => now().jws,
  version: () => now().document.version,
  self: () => {
    const entry = now().byId.get(self);
    if (entry === undefined) throw new AppError('unavailable', 'not-a-participant', `The directory does not list this node (${self}).`);
    return entry;
  },
  participant: (id) => now().byId.get(id),
  partners: () => now().document.participants.filter((one) => one.nodeId !== self && isAdmitted(one)),
  byThumbprint: (thumbprint) => now().byThumbprint.get(thumbprint),
  signingKey: (node, kid) => signingKeyOf(now().byId.get(node), kid, clock.ms()),
  encryptionKey: (node) => encryptionKeyOf(now().byId.get(node), clock.ms()),
});

const age = (now: () => InUse, { clock, graceDays }: DirectoryDeps): Pick<Directory, 'health' | 'mayNotSend'> => {
  const state = () => freshnessOf(now().document, { nowMs: clock.ms(), graceMs: graceDays * dayMs });
  return {
    health: () => ({ version: now().document.version, expiresAt: now().document.expiresAt, state: state() }),
    mayNotSend: () =>
      state() === 'expired' ? `The directory expired on ${now().document.expiresAt}, longer ago than the grace of ${graceDays} days: the coordinator must publish a new one.` : undefined,
  };
};

const history = (adoption: Adoption, db: Db): Pick<Directory, 'versionOf' | 'history' | 'signingKeyAt'> => {
  const verified = async (row: { jws: string } | undefined) => (row === undefined ? undefined : await adoption.verify(row.jws));
  return {
    history: async () => {
      const rows = await directoryStore.all(db);
      const read = await Promise.all(rows.map(async (row) => ({ row, opened: await adoption.verify(row.jws).catch(() => undefined) })));
      return read.flatMap(({ row, opened }) => (opened === undefined ? [] : [{ version: row.version, usedFrom: row.used_from, jws: row.jws, kid: row.kid, document: opened.document }]));
    },
    versionOf: async (version) => verified(await directoryStore.byVersion(db, version)),
    signingKeyAt: async (node, kid, instant) => {
      const version = await verified(await directoryStore.usedAt(db, instant));
      return signingKeyOf(version?.document.participants.find((one) => one.nodeId === node), kid, new Date(instant).getTime());
    },
  };
};

/** Opens the directory: the newest stored version, then file and coordinator.
 *  @throws Error with a sentence when none can be had: without a directory nobody can be told from anybody */
export const createDirectory = async (deps: DirectoryDeps): Promise<Directory> => {
  const adoption = await createAdoption({ ...deps, graceMs: deps.graceDays * dayMs });
  const refresh = createRefreshing(deps, adoption);
  await refresh('start');
  if (adoption.current() === undefined) throw new Error('No directory could be had: start the coordinator (DIRECTORY_URL), or give a DIRECTORY_FILE signed with a key of DIRECTORY_KEYS_FILE.');
  const now = (): InUse => adoption.current() as InUse;
  return { ...lookUps(now, deps), ...age(now, deps), ...history(adoption, deps.db), refresh, learn: adoption.offerIfNewer, onChange: adoption.onChange };
};
