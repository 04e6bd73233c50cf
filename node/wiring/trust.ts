import { readFile } from 'node:fs/promises';
import { openCa } from '../../certs/ca.ts';
import { readDirectoryKey, readPinnedKeys } from '../../certs/directory-jws.ts';
import { readIfThere } from '../../certs/files.ts';
import { fetchPublished } from '../../connectors/directory/fetch-directory.ts';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import { asId } from '../../core/ids.ts';
import { announce } from '../directory/announce.ts';
import { createCrlKeeper } from '../directory/crl-keeper.ts';
import type { CrlKeeper } from '../directory/crl-keeper.ts';
import type { Directory } from '../directory/directory.ts';
import { createDirectory } from '../directory/directory.ts';
import { directoryViewOf, keyExpiries } from '../directory/directory-view.ts';
import { createExpiryWarnings } from '../directory/expiry-warnings.ts';
import type { Gatekeeper } from '../directory/gatekeeper.ts';
import { createGatekeeper } from '../directory/gatekeeper.ts';
import { createJoinDesk } from '../directory/join-desk.ts';
import { createParticipantDesk } from '../directory/participant-desk.ts';
import { createPublisher } from '../directory/publisher.ts';
import type { Publisher } from '../directory/publisher.ts';
import type { SendOwnChange } from '../directory/rotation.ts';
import { createRefusalAudit } from '../directory/refusal-audit.ts';
import type { Operation } from '../http/operation.ts';
import { directoryPartnerOperations } from '../http/partner/directory/index.ts';
import type { PartnerLimits, PartnerListener } from '../http/partner-listener.ts';
import { createPartnerListener } from '../http/partner-listener.ts';
import type { CoordinatorDesk } from '../http/public/directory/desk-type.ts';
import { coordinatorOperations, directoryPublicOperations } from '../http/public/directory/index.ts';
import type { Refused } from '../http/run-operation.ts';
import type { Base } from './base.ts';
import { ownChangeSender } from './own-change-sender.ts';
import { openTrustClient } from './trust-client.ts';
import { measureTrust } from './trust-metrics.ts';

export type Trust = {
  readonly directory: Directory;
  readonly crls: CrlKeeper;
  /** Judges peers both ways: who calls us, and who answers at a partner's address (`refuseServer`). */
  readonly gate: Gatekeeper;
  /** Changes this node's own directory entry (maintenance, keys). */
  readonly sendOwnChange: SendOwnChange;
  /** The mutual-TLS listener over every part's partner operations; the caller listens and closes. */
  readonly partnerListener: (operations: readonly Operation[], refused: Refused, limits?: Partial<PartnerLimits>) => PartnerListener;
  readonly publicOperations: readonly Operation[];
  readonly partnerOperations: readonly Operation[];
};

// Another process of this node (the operator's CLI) may have published or adopted a version: one indexed read.
const storeEveryMs = 2_000;

/** What trust is built from; the operator's commands have this much without a running node. */
export type TrustBase = Pick<Base, 'config' | 'storage' | 'audit' | 'clock' | 'log' | 'keyRing'>;

export const openDirectory = async ({ config, storage, audit, clock, log }: TrustBase): Promise<Directory> => {
  const { directoryFile, directoryUrl, directoryKeysFile, graceDays } = config.trust;
  return createDirectory({
    self: asId(config.node.id),
    db: storage.db,
    audit,
    clock,
    log,
    graceDays,
    pinnedKeys: await readPinnedKeys(directoryKeysFile),
    readFile: directoryFile === undefined ? undefined : () => readIfThere(directoryFile),
    fetch:
      directoryUrl === undefined || config.node.coordinator
        ? undefined
        : async (etag) => {
            const answer = await fetchPublished(directoryUrl, etag);
            return answer.type === 'unchanged' ? answer : { type: 'fetched', jws: answer.text, etag: answer.etag };
          },
  });
};

/** The coordinator's address for lists comes from the signed directory. */
const crlUrl = (directory: Directory): string => {
  const coordinator = directory.document().participants.find((one) => one.roles.includes('coordinator'));
  if (coordinator === undefined) throw new AppError('unavailable', 'no-coordinator', 'The directory names no coordinator.');
  return `${coordinator.portal}/crl`;
};

export const openCrls = (base: TrustBase, directory: Directory): CrlKeeper => {
  const { config, keyRing, storage, audit, clock, log } = base;
  const { caDir, keysDir, crlGraceHours } = config.trust;
  const fromCa = caDir === undefined ? undefined : () => readFile(`${caDir}/crl.pem`, 'utf8');
  const fromCoordinator = async (): Promise<string> => {
    const answer = await fetchPublished(crlUrl(directory), undefined);
    return answer.type === 'fetched' ? answer.text : '';
  };
  return createCrlKeeper({ keysDir, keyRing, db: storage.db, audit, clock, log, graceHours: crlGraceHours, fetch: fromCa ?? (config.node.coordinator ? undefined : fromCoordinator) });
};

const keepFresh = (base: Base, directory: Directory, crls: CrlKeeper): void => {
  const { config, every } = base;
  every('directory', config.trust.refreshMs, () => directory.refresh('schedule'));
  every('directory-store', storeEveryMs, () => directory.refresh('store'));
  every('crl', config.trust.refreshMs, () => crls.refresh());
};

// Signed for 30 days and renewed after 15: a coordinator may be down for weeks before anybody notices more than a warning.
const directoryDays = 30;
const renewEveryMs = 3_600_000;

export type Coordination = CoordinatorDesk & { readonly publisher: Publisher };

/** The coordinator's side: publishing, joining, states. Also used by the operator's commands. */
export const openCoordination = (base: TrustBase, directory: Directory, takeCrl: (pem: string) => Promise<void>): Coordination | undefined => {
  const { directorySigningKeyFile: keyFile, caDir } = base.config.trust;
  if (!base.config.node.coordinator || keyFile === undefined || caDir === undefined) return undefined;
  const shared = { db: base.storage.db, audit: base.audit, clock: base.clock, directory, ca: () => openCa(caDir) };
  const publisher = createPublisher({ ...shared, signingKey: () => readDirectoryKey(keyFile), validDays: directoryDays });
  return { publisher, joins: createJoinDesk({ ...shared, publisher }), participants: createParticipantDesk({ ...shared, publisher, takeCrl }) };
};

const keepPublished = (base: Base, coordination: Coordination, crls: CrlKeeper): void => {
  const renew = async (): Promise<void> => {
    await coordination.publisher.renewIfDue();
    await coordination.participants.renewCrlIfDue(crls.health()[0]?.nextUpdate);
  };
  base.every('directory renewal', renewEveryMs, renew);
  void renew().catch((error: unknown) => base.log.warn({ err: error }, 'directory or revocation list could not be renewed'));
};

// A hint is worth a short wait only.
const hintTimeoutMs = 5_000;

const announceChanges = (base: Base, directory: Directory, gate: Gatekeeper): void => {
  const client = openTrustClient({ keyRing: base.keyRing, directory, gate });
  const tell = async (node: NodeId): Promise<void> => {
    await client.request(node, { method: 'POST', path: '/directory/changed', timeoutMs: hintTimeoutMs, maxBytes: 10_000 });
  };
  const stop = directory.onChange(() => void announce(directory.partners(), tell, base.log));
  base.onStop('directory hints', async () => {
    stop();
    await client.close();
  });
};

const warnOfExpiry = ({ every, keyRing, clock, log }: Base): void => {
  const warn = createExpiryWarnings((key, threshold) => log.warn({ ...key, threshold }, 'a key of this node ends soon: rotate it (docs/runbook.md)'));
  warn(keyExpiries(keyRing, clock));
  every('key expiry', 3_600_000, () => Promise.resolve(warn(keyExpiries(keyRing, clock))));
};

/** Identity and trust (exchange.md §2): the directory in use, revocation lists, and the listener that lets only participants in. */
export const wireTrust = async (base: Base): Promise<Trust> => {
  const { config, keyRing, clock, log, audit, storage } = base;
  const directory = await openDirectory(base);
  const crls = openCrls(base, directory);
  const gate = createGatekeeper({ keyRing, directory, clock, crlGraceHours: config.trust.crlGraceHours });
  const measure = measureTrust({ metrics: base.metrics, directory, crls, keyRing, clock });
  const refusedPeer = measure.counting(createRefusalAudit({ audit, db: storage.db, clock, failed: (error) => log.warn({ err: error }, 'refusal not audited') }));
  keepFresh(base, directory, crls);
  // A new directory often comes with a new list (revocation): fetch it now, not in a quarter of an hour.
  const stopHearing = directory.onChange(() => void crls.refresh());
  base.onStop('crl on change', () => Promise.resolve(stopHearing()));
  void crls.refresh();
  warnOfExpiry(base);
  const coordination = openCoordination(base, directory, crls.take);
  if (coordination !== undefined) {
    keepPublished(base, coordination, crls);
    announceChanges(base, directory, gate);
  }
  const published = { signed: directory.signed, crls: keyRing.crls, refresh: directory.refresh, view: () => directoryViewOf({ directory, keyRing, crls, clock, coordinator: coordination !== undefined }) };
  return {
    directory,
    crls,
    gate,
    sendOwnChange: ownChangeSender({ keyRing, directory, gate, coordination }),
    partnerListener: (operations, refused, limits = {}) =>
      measure.observe(createPartnerListener({ host: config.listeners.partner.host, port: config.listeners.partner.port, gate, operations, limits, log, refusedPeer, refused })),
    publicOperations: [...directoryPublicOperations(published), ...(coordination === undefined ? [] : coordinatorOperations(coordination))],
    partnerOperations: directoryPartnerOperations(published, coordination?.participants),
  };
};
