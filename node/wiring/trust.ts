import { readFile } from 'node:fs/promises';
import { readPinnedKeys } from '../../certs/directory-jws.ts';
import { readIfThere } from '../../certs/files.ts';
import { fetchPublished } from '../../connectors/directory/fetch-directory.ts';
import { AppError } from '../../core/errors.ts';
import { asId } from '../../core/ids.ts';
import { createCrlKeeper } from '../directory/crl-keeper.ts';
import type { CrlKeeper } from '../directory/crl-keeper.ts';
import type { Directory } from '../directory/directory.ts';
import { createDirectory } from '../directory/directory.ts';
import { createGatekeeper } from '../directory/gatekeeper.ts';
import { createRefusalAudit } from '../directory/refusal-audit.ts';
import type { Operation } from '../http/operation.ts';
import { directoryPartnerOperations } from '../http/partner/directory/index.ts';
import type { PartnerLimits, PartnerListener } from '../http/partner-listener.ts';
import { createPartnerListener } from '../http/partner-listener.ts';
import { directoryPublicOperations } from '../http/public/directory/index.ts';
import type { Refused } from '../http/run-operation.ts';
import type { Base } from './base.ts';

export type Trust = {
  readonly directory: Directory;
  readonly crls: CrlKeeper;
  /** The mutual-TLS listener over every part's partner operations; the caller listens and closes. */
  readonly partnerListener: (operations: readonly Operation[], refused: Refused, limits?: Partial<PartnerLimits>) => PartnerListener;
  readonly publicOperations: readonly Operation[];
  readonly partnerOperations: readonly Operation[];
};

// Another process of this node (the operator's CLI) may have published or adopted a version: one indexed read.
const storeEveryMs = 2_000;

const openDirectory = async ({ config, storage, audit, clock, log }: Base): Promise<Directory> => {
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

const openCrls = (base: Base, directory: Directory): CrlKeeper => {
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

/** Identity and trust (exchange.md §2): the directory in use, revocation lists, and the listener that lets only participants in. */
export const wireTrust = async (base: Base): Promise<Trust> => {
  const { config, keyRing, clock, log, audit, storage } = base;
  const directory = await openDirectory(base);
  const crls = openCrls(base, directory);
  const gate = createGatekeeper({ keyRing, directory, clock, crlGraceHours: config.trust.crlGraceHours });
  const refusedPeer = createRefusalAudit({ audit, db: storage.db, clock, failed: (error) => log.warn({ err: error }, 'refusal not audited') });
  keepFresh(base, directory, crls);
  // A new directory often comes with a new list (revocation): fetch it now, not in a quarter of an hour.
  const stopHearing = directory.onChange(() => void crls.refresh());
  base.onStop('crl on change', () => Promise.resolve(stopHearing()));
  void crls.refresh();
  const published = { signed: directory.signed, crls: keyRing.crls };
  return {
    directory,
    crls,
    partnerListener: (operations, refused, limits = {}) =>
      createPartnerListener({ host: config.listeners.partner.host, port: config.listeners.partner.port, gate, operations, limits, log, refusedPeer, refused }),
    publicOperations: directoryPublicOperations(published),
    partnerOperations: directoryPartnerOperations(published),
  };
};
