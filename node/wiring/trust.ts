import { messageEvents, protocolVersion } from '../../core/exchange.ts';
import type { NodeId } from '../../core/ids.ts';
import { announce } from '../directory/announce.ts';
import type { CrlKeeper } from '../directory/crl-keeper.ts';
import type { Directory } from '../directory/directory.ts';
import { directoryViewOf, keyExpiries } from '../directory/directory-view.ts';
import { createExpiryWarnings } from '../directory/expiry-warnings.ts';
import type { Gatekeeper } from '../directory/gatekeeper.ts';
import { createGatekeeper } from '../directory/gatekeeper.ts';
import type { SendOwnChange } from '../directory/rotation.ts';
import { createTellSupports } from '../directory/tell-supports.ts';
import { createRefusalAudit } from '../directory/refusal-audit.ts';
import type { Operation } from '../http/operation.ts';
import { directoryPartnerOperations } from '../http/partner/directory/index.ts';
import type { PartnerLimits, PartnerListener } from '../http/partner-listener.ts';
import { createPartnerListener } from '../http/partner-listener.ts';
import { coordinatorOperations, directoryPublicOperations } from '../http/public/directory/index.ts';
import type { Refused } from '../http/run-operation.ts';
import type { Base } from './base.ts';
import { ownChangeSender } from './own-change-sender.ts';
import { openTrustClient } from './trust-client.ts';
import { measureTrust } from './trust-metrics.ts';
import type { Coordination } from './trust-open.ts';
import { openCoordination, openCrls, openDirectory } from './trust-open.ts';

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

const keepFresh = (base: Base, directory: Directory, crls: CrlKeeper): void => {
  const { config, every } = base;
  every('directory', config.trust.refreshMs, () => directory.refresh('schedule'));
  every('directory-store', storeEveryMs, () => directory.refresh('store'));
  every('crl', config.trust.refreshMs, () => crls.refresh());
};

// Cheap to look at: nothing is published until half of the validity is over.
const renewEveryMs = 3_600_000;

const keepPublished = (base: Base, coordination: Coordination, crls: CrlKeeper): void => {
  const renew = async (): Promise<void> => {
    await coordination.publisher.renewIfDue();
    await coordination.participants.renewCrlIfDue(crls.health()[0]?.nextUpdate);
  };
  base.every('directory renewal', renewEveryMs, renew);
  base.every('directory held by partners', base.config.trust.refreshMs, coordination.learn);
  void coordination.learn().then(renew).catch((error: unknown) => base.log.warn({ err: error }, 'directory or revocation list could not be renewed'));
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

/** Partners send this node only what its entry lists: after its software was renewed, it says itself what it takes now. */
const keepSupports = ({ config, keyRing, clock, every, log }: Base, directory: Directory, send: SendOwnChange): void => {
  const tell = createTellSupports({ keyRing, clock, listed: () => directory.participant(config.node.id)?.supports, supports: { protocols: [protocolVersion], events: [...messageEvents] }, send });
  const tellOrLog = (): Promise<void> =>
    tell().then(
      (told) => (told ? log.info('the directory now lists the messages that this version takes') : undefined),
      (error: unknown) => log.warn({ err: error }, 'the coordinator could not be told which messages this version takes; tried again later'),
    );
  every('supported messages', config.trust.refreshMs, tellOrLog);
  void tellOrLog();
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
  const coordination = openCoordination(base, directory, gate, crls.take);
  if (coordination !== undefined) {
    keepPublished(base, coordination, crls);
    announceChanges(base, directory, gate);
  }
  const published = { signed: directory.signed, crls: keyRing.crls, refresh: directory.refresh, view: () => directoryViewOf({ directory, keyRing, crls, clock, coordinator: coordination !== undefined }) };
  const sendOwnChange = ownChangeSender({ keyRing, directory, gate, coordination });
  keepSupports(base, directory, sendOwnChange);
  return {
    directory,
    crls,
    gate,
    sendOwnChange,
    partnerListener: (operations, refused, limits = {}) =>
      measure.observe(createPartnerListener({ host: config.listeners.partner.host, port: config.listeners.partner.port, gate, operations, limits, log, refusedPeer, refused })),
    publicOperations: [...directoryPublicOperations(published), ...(coordination === undefined ? [] : coordinatorOperations(coordination))],
    partnerOperations: directoryPartnerOperations(published, coordination?.participants),
  };
};
