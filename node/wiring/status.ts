import type { StatusDocument } from '../../core/api/status.ts';
import { msOf } from '../../core/clock.ts';
import { asId } from '../../core/ids.ts';
import type { NodeId } from '../../core/ids.ts';
import { AppError } from '../../core/errors.ts';
import type { PartnerClient } from '../../connectors/partner/partner-client.ts';
import type { Directory } from '../directory/directory.ts';
import { partnerStatus } from '../http/partner/status/status.ts';
import { readConsortium, readHistory } from '../http/public/status/consortium.ts';
import { watchCapacity } from '../status/capacity.ts';
import { makeDocument, signDocument } from '../status/document.ts';
import type { StatusPorts } from '../status/ports.ts';
import { createConsortiumStatus } from '../status/status.ts';
import { createStatusStore } from '../status/status-store.ts';
import { version } from '../version.ts';
import type { Base, Offers } from './base.ts';
import { importJWK } from './public-key.ts';

export type StatusNeeds = {
  readonly directory: Directory;
  readonly partners: PartnerClient;
  readonly ports: Omit<StatusPorts, 'certificates'>;
};

const dayMs = 86_400_000;

const certificates = (base: Base, directory: Directory): StatusDocument['certificates'] => {
  const days = (notAfter: string): number => Math.floor(((msOf(notAfter) - base.clock.ms()) / dayMs) * 10) / 10;
  const encryption = base.keyRing.encryption()[0];
  return {
    tlsDaysLeft: days(base.keyRing.tls().notAfter), signingDaysLeft: days(base.keyRing.signing().notAfter), directoryVersion: directory.version(),
    ...(encryption === undefined ? {} : { encryptionDaysLeft: days(encryption.notAfter) }),
  };
};

const readPartner =
  (partners: PartnerClient) =>
  async (node: NodeId): Promise<string> => {
    const answer = await partners.request(node, { method: 'GET', path: '/status', timeoutMs: 10_000, maxBytes: 1_048_576 });
    if (answer.status !== 200) throw new AppError('unavailable', `answered-${answer.status}`, `${node} answered ${answer.status} to the question for its status.`);
    return answer.body.toString('utf8');
  };

/** Status of this node for its partners, and of the consortium for its coordinators (portal.md §4). */
export const wireStatus = (base: Base, { directory, partners, ports }: StatusNeeds): Offers & { readonly start: () => void } => {
  const { config, clock } = base;
  const node = asId<NodeId>(config.node.id);
  const capacity = watchCapacity(config.storage.dataDir);
  base.onStop('capacity', () => Promise.resolve(capacity.stop()));
  const full: StatusPorts = { ...ports, certificates: () => certificates(base, directory) };
  const deps = { node, version, started: clock.now(), clock, capacity, self: () => directory.participant(node), ports: full };
  const own = (): Promise<StatusDocument> => makeDocument(deps);
  const signingKey = (of: NodeId, kid: string) => {
    const found = directory.signingKey(of, kid);
    return found === undefined ? undefined : importJWK(found.jwk);
  };
  const consortium = createConsortiumStatus({
    node, clock, roundMs: config.status.everyMs, store: createStatusStore(base.storage.db), read: readPartner(partners), ownDocument: own,
    coordinator: () => asId(directory.document().participants.find((one) => one.roles.includes('coordinator'))?.nodeId ?? config.node.id),
    directory: { participants: () => directory.document().participants, signingKey },
  });
  // Partners may ask often: one document per tenth of a round is enough.
  let made: { at: number; jws: Promise<string> } | undefined;
  const signed = (): Promise<string> => {
    if (made === undefined || clock.ms() - made.at > config.status.everyMs / 10) made = { at: clock.ms(), jws: own().then((document) => signDocument(document, () => base.keyRing.signing())) };
    return made.jws;
  };
  return {
    publicOperations: [readConsortium(consortium), readHistory(consortium)],
    partnerOperations: [partnerStatus(signed)],
    start: () => {
      base.every('status', config.status.everyMs, consortium.round);
      base.every('status history', 3_600_000, consortium.thin);
      void consortium.round().catch((error: unknown) => base.log.warn({ err: error }, 'first status round failed'));
    },
  };
};
