import { readFile } from 'node:fs/promises';
import { openCa } from '../../certs/ca.ts';
import { readDirectoryKey, readPinnedKeys } from '../../certs/directory-jws.ts';
import { readIfThere } from '../../certs/files.ts';
import { fetchPublished } from '../../connectors/directory/fetch-directory.ts';
import { isAdmitted } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';
import { asId } from '../../core/ids.ts';
import type { CrlKeeper } from '../directory/crl-keeper.ts';
import { createCrlKeeper } from '../directory/crl-keeper.ts';
import type { Directory } from '../directory/directory.ts';
import { createDirectory } from '../directory/directory.ts';
import { createJoinDesk } from '../directory/join-desk.ts';
import { createParticipantDesk } from '../directory/participant-desk.ts';
import type { Gatekeeper } from '../directory/gatekeeper.ts';
import type { Publisher } from '../directory/publisher.ts';
import { createPublisher } from '../directory/publisher.ts';
import type { CoordinatorDesk } from '../http/public/directory/desk-type.ts';
import type { Base } from './base.ts';
import { learnFromPartners } from './learn-from-partners.ts';

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

/** The coordinator's address for lists comes from the signed directory. One that was suspended or revoked is asked nothing. */
export const crlUrl = (directory: Pick<Directory, 'document'>): string => {
  const coordinator = directory.document().participants.find((one) => one.roles.includes('coordinator') && isAdmitted(one));
  if (coordinator === undefined) throw new AppError('unavailable', 'no-coordinator', 'The directory names no active coordinator.');
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

// Signed for 30 days and renewed after 15: a coordinator may be down for weeks before anybody notices more than a warning.
const directoryDays = 30;

export type Coordination = CoordinatorDesk & {
  readonly publisher: Publisher;
  /** Takes the newest directory that a partner holds into use, if it is newer than ours. Never throws. */
  readonly learn: () => Promise<void>;
};

/** The coordinator's side: publishing, joining, states. Also used by the operator's commands. */
export const openCoordination = (base: TrustBase, directory: Directory, gate: Gatekeeper, takeCrl: (pem: string) => Promise<void>): Coordination | undefined => {
  const { directorySigningKeyFile: keyFile, caDir } = base.config.trust;
  if (!base.config.node.coordinator || keyFile === undefined || caDir === undefined) return undefined;
  const shared = { db: base.storage.db, audit: base.audit, clock: base.clock, directory, ca: () => openCa(caDir) };
  const learn = (): Promise<void> => learnFromPartners({ keyRing: base.keyRing, directory, gate, log: base.log });
  const publisher = createPublisher({ ...shared, signingKey: () => readDirectoryKey(keyFile), validDays: directoryDays, learn });
  return { publisher, learn, joins: createJoinDesk({ ...shared, publisher }), participants: createParticipantDesk({ ...shared, publisher, takeCrl }) };
};
