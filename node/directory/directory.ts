// The directory in use: what was last adopted, from the store, the coordinator or a file. Adoption is one door: verify, judge, store, swap, tell.
import type { JWK } from 'jose';
import type { VerifiedDirectory } from '../../certs/directory-jws.ts';
import { verifyDirectory } from '../../certs/directory-jws.ts';
import type { Clock } from '../../core/clock.ts';
import { isAdmitted } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import { directoryStore } from './directory-store.ts';
import type { Directory } from './directory-type.ts';
import { freshnessOf, judgeDirectory } from './judge-directory.ts';
import type { IndexedDirectory } from './look-up.ts';
import { encryptionKeyOf, indexDirectory, signingKeyOf } from './look-up.ts';
import type { DirectoryLog, FetchDirectory, ReadDirectoryFile } from './ports.ts';
import { keysAfter, verifyChain } from './trusted-keys.ts';

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

// exchange.md §2.2: on an unknown kid or thumbprint at most once per 30 s, so that a stranger cannot make us hammer the coordinator.
const promptedEveryMs = 30_000;
const dayMs = 86_400_000;

type InUse = IndexedDirectory & VerifiedDirectory;
const inUse = (verified: VerifiedDirectory): InUse => ({ ...verified, ...indexDirectory(verified.document) });

/** Opens the directory: the newest stored version, then file and coordinator.
 *  @throws Error with a sentence when none can be had: without a directory nobody can be told from anybody */
export const createDirectory = async (deps: DirectoryDeps): Promise<Directory> => {
  const { clock, db, log } = deps;
  const at = () => ({ nowMs: clock.ms(), graceMs: deps.graceDays * dayMs });
  const listeners = new Set<() => void>();
  let etag: string | undefined;
  let lastPromptedMs = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;

  const stored = await directoryStore.all(db);
  const chain = await verifyChain(deps.pinnedKeys, stored.map((row) => row.jws).reverse(), clock.ms());
  let trusted = chain.trusted;
  let current: InUse | undefined = chain.latest === undefined ? undefined : inUse(chain.latest);

  const auditRefusal = (code: string, detail: string): Promise<void> => {
    log.warn({ code, detail }, 'directory refused');
    return deps.audit.recordAlone(db, { actor: 'system:directory', role: undefined, action: 'directory-refused', target: 'directory', outcome: 'refused', details: { code, detail } });
  };

  const store = async (verified: VerifiedDirectory): Promise<void> => {
    const { document, kid, jws } = verified;
    await inTransaction(db, async (tx) => {
      const row = { version: document.version, jws, kid, issued_at: document.issuedAt, expires_at: document.expiresAt, used_from: clock.now() };
      if (!(await directoryStore.add(tx, row))) return;
      await deps.audit.record(tx, { actor: 'system:directory', role: undefined, action: 'directory-adopted', target: `directory:${document.version}`, outcome: 'success', details: { kid } });
    });
  };

  const adopt = async (jws: string): Promise<void> => {
    if (current?.jws === jws) return;
    let verified: VerifiedDirectory;
    try {
      verified = await verifyDirectory(jws, current === undefined ? trusted : keysAfter(trusted, current.document, clock.ms()));
    } catch (error) {
      return auditRefusal('directory-bad-signature', error instanceof Error ? error.message : 'not a directory');
    }
    const outcome = judgeDirectory(current, verified, at());
    switch (outcome.type) {
      case 'unchanged':
        return;
      case 'refuse':
        return auditRefusal(outcome.code, outcome.detail);
      case 'adopt':
        await store(verified);
        trusted = keysAfter(trusted, verified.document, clock.ms());
        current = inUse(verified);
        log.info({ version: verified.document.version }, 'directory in use');
        for (const listener of [...listeners]) listener();
    }
  };

  const fromStore = async (): Promise<void> => {
    if ((await directoryStore.highestVersion(db)) <= (current?.document.version ?? 0)) return;
    const row = await directoryStore.latest(db);
    if (row !== undefined) await adopt(row.jws);
  };
  const fromFile = async (): Promise<void> => {
    const text = await deps.readFile?.();
    // An old file is how a node without network begins; it is not an attempted rollback.
    if (text === undefined) return;
    const verified = await verifyDirectory(text.trim(), trusted).catch(() => undefined);
    if (verified === undefined) return auditRefusal('directory-bad-signature', 'DIRECTORY_FILE is not signed with a pinned key');
    if (current === undefined || verified.document.version > current.document.version) await adopt(text.trim());
  };
  const fromCoordinator = async (): Promise<void> => {
    if (deps.fetch === undefined) return;
    const answer = await deps.fetch(etag);
    if (answer.type === 'unchanged') return;
    await adopt(answer.jws);
    etag = answer.etag;
  };

  const readAll = async (reason: string): Promise<void> => {
    for (const source of [fromStore, fromFile, fromCoordinator]) {
      try {
        await source();
      } catch (error) {
        log.warn({ err: error, reason }, 'directory could not be read');
      }
    }
  };

  const refresh = (reason: string): Promise<void> => {
    // What was committed a moment ago must be seen by who asks now, so a running read is not enough.
    if (running !== undefined) return reason === 'store' ? running.then(() => refresh('store')) : running;
    if (reason.startsWith('unknown')) {
      if (clock.ms() - lastPromptedMs < promptedEveryMs) return Promise.resolve();
      lastPromptedMs = clock.ms();
    }
    running = (reason === 'store' ? fromStore() : readAll(reason)).finally(() => {
      running = undefined;
    });
    return running;
  };

  await refresh('start');
  if (current === undefined) throw new Error('No directory could be had: start the coordinator (DIRECTORY_URL), or give a DIRECTORY_FILE signed with a key of DIRECTORY_KEYS_FILE.');
  const now = (): InUse => current as InUse;
  const verifiedVersion = async (row: { jws: string } | undefined) => (row === undefined ? undefined : await verifyDirectory(row.jws, trusted));

  return {
    document: () => now().document,
    signed: () => now().jws,
    version: () => now().document.version,
    self: () => {
      const entry = now().byId.get(deps.self);
      if (entry === undefined) throw new AppError('unavailable', 'not-a-participant', `The directory does not list this node (${deps.self}).`);
      return entry;
    },
    participant: (id) => now().byId.get(id),
    partners: () => now().document.participants.filter((one) => one.nodeId !== deps.self && isAdmitted(one)),
    byThumbprint: (thumbprint) => now().byThumbprint.get(thumbprint),
    signingKey: (node, kid) => signingKeyOf(now().byId.get(node), kid, clock.ms()),
    encryptionKey: (node) => encryptionKeyOf(now().byId.get(node), clock.ms()),
    mayNotSend: () =>
      freshnessOf(now().document, at()) === 'expired' ? `The directory expired on ${now().document.expiresAt}, longer ago than the grace of ${deps.graceDays} days: the coordinator must publish a new one.` : undefined,
    refresh,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    health: () => ({ version: now().document.version, expiresAt: now().document.expiresAt, state: freshnessOf(now().document, at()) }),
    versionOf: async (version) => verifiedVersion(await directoryStore.byVersion(db, version)),
    signingKeyAt: async (node, kid, instant) => {
      const verified = await verifiedVersion(await directoryStore.usedAt(db, instant));
      return signingKeyOf(verified?.document.participants.find((one) => one.nodeId === node), kid, new Date(instant).getTime());
    },
  };
};
