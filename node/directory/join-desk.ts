// Life of a participant, first half (exchange.md §2.2): ask → the coordinator sees who asks and compares the fingerprint → certificate and entry.
import { v4, validate } from 'uuid';
import type { Ca } from '../../certs/ca.ts';
import { issueCertificate } from '../../certs/issue.ts';
import type { JoinRequest } from '../../certs/join-request.ts';
import { readJoinRequest } from '../../certs/join-request.ts';
import { fingerprintOf } from '../../certs/signed-request.ts';
import { lifeFrom } from '../../certs/validity.ts';
import type { Clock } from '../../core/clock.ts';
import type { Participant } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';
import { messageEvents, protocolVersion } from '../../core/exchange.ts';
import type { Audit } from '../audit/audit.ts';
import type { Db } from '../storage/db.ts';
import { inTransaction } from '../storage/db.ts';
import { withParticipant } from './directory-changes.ts';
import type { Directory } from './directory-type.ts';
import type { Publisher } from './publisher.ts';
import type { StoredRequest } from './request-store.ts';
import { requestStore } from './request-store.ts';

export type Actor = { readonly actor: string; readonly role: string | undefined };

export type JoinDeskDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly publisher: Publisher;
  readonly ca: () => Promise<Ca>;
};

// Strangers may ask; a heap of questions must not become a way to fill the disk.
const waitingAtMost = 100;

const plainFingerprint = (text: string): string => text.toLowerCase().replaceAll(/[^0-9a-f]/g, '');

export type JoinView = {
  readonly id: string;
  readonly nodeId: string;
  readonly fingerprint: string;
  readonly state: StoredRequest['state'];
  readonly askedAt: string;
  readonly decidedAt: string | undefined;
  readonly decidedBy: string | undefined;
  readonly reason: string | undefined;
  readonly details: Pick<JoinRequest, 'name' | 'country' | 'roles' | 'gateway' | 'portal' | 'hosts'>;
};

const viewOf = async (row: StoredRequest): Promise<JoinView> => {
  const { name, country, roles, gateway, portal, hosts } = await readJoinRequest(row.request);
  return {
    id: row.id, nodeId: row.node_id, fingerprint: row.fingerprint, state: row.state, askedAt: row.asked_at,
    decidedAt: row.decided_at ?? undefined, decidedBy: row.decided_by ?? undefined, reason: row.reason ?? undefined,
    details: { name, country, roles, gateway, portal, hosts },
  };
};

const participantFrom = (request: JoinRequest, thumbprint: string, validity: { notBefore: string; notAfter: string }, now: string): Participant => ({
  nodeId: request.nodeId, name: request.name, country: request.country, roles: request.roles, gateway: request.gateway, portal: request.portal,
  tls: [{ thumbprint, ...validity }],
  signingKeys: request.signingKeys, encryptionKeys: request.encryptionKeys,
  state: { code: 'active', since: now },
  supports: { protocols: [protocolVersion], events: [...messageEvents] },
});

export const createJoinDesk = (deps: JoinDeskDeps) => {
  const { db, clock, directory } = deps;

  const waitingRow = async (id: string): Promise<StoredRequest> => {
    const row = validate(id) ? await requestStore.byId(db, id) : undefined;
    if (row === undefined) throw new AppError('not-found', 'unknown-request', 'There is no such request to join.');
    if (row.state !== 'waiting') throw new AppError('conflict', 'already-decided', `This request was ${row.state} on ${row.decided_at}.`);
    return row;
  };

  return {
    /** Takes a signed request. The same request again is the same answer. @throws AppError `invalid` `malformed`, `conflict` `already-listed`, `unavailable` `too-many-waiting` */
    ask: async (jws: string): Promise<{ id: string; fingerprint: string }> => {
      const request = await readJoinRequest(jws).catch((error: unknown) => {
        throw new AppError('invalid', 'malformed', 'This is not a signed request to join.', { cause: error });
      });
      const listed = directory.participant(request.nodeId);
      if (listed !== undefined && listed.state.code !== 'revoked') throw new AppError('conflict', 'already-listed', `The directory lists ${request.nodeId} already.`);
      if ((await requestStore.countWaiting(db)) >= waitingAtMost) throw new AppError('unavailable', 'too-many-waiting', 'Too many requests to join are waiting: ask the coordinator to decide them first.');
      const fingerprint = fingerprintOf(jws);
      const id = await requestStore.addOnce(db, {
        id: v4(), node_id: request.nodeId, request: jws, fingerprint, state: 'waiting', asked_at: clock.now(), decided_at: null, decided_by: null, reason: null, certificate: null,
      });
      await deps.audit.recordAlone(db, { actor: `applicant:${request.nodeId}`, role: undefined, action: 'join-asked', target: `node:${request.nodeId}`, outcome: 'success', details: { request: id } });
      return { id, fingerprint };
    },
    list: async (): Promise<readonly JoinView[]> => Promise.all((await requestStore.list(db)).map(viewOf)),
    /** What the applicant polls: state, and once approved its certificate with the CA's. */
    outcome: async (id: string): Promise<{ state: StoredRequest['state']; reason: string | undefined; certificate: string | undefined; ca: string | undefined }> => {
      const row = validate(id) ? await requestStore.byId(db, id) : undefined;
      if (row === undefined) throw new AppError('not-found', 'unknown-request', 'There is no such request to join.');
      return { state: row.state, reason: row.reason ?? undefined, certificate: row.certificate ?? undefined, ca: row.certificate === null ? undefined : (await deps.ca()).certificatePem };
    },
    /** @param fingerprint as the applicant read it out, not as the screen shows it @throws AppError `conflict` `fingerprint-differs | already-decided` */
    approve: async (id: string, fingerprint: string, by: Actor): Promise<Participant> => {
      const row = await waitingRow(id);
      if (plainFingerprint(fingerprint) !== plainFingerprint(row.fingerprint)) {
        await deps.audit.recordAlone(db, { ...by, action: 'join-approved', target: `node:${row.node_id}`, outcome: 'refused', details: { request: id, code: 'fingerprint-differs' } });
        throw new AppError('conflict', 'fingerprint-differs', 'The fingerprint is not that of this request: somebody else may have asked in the applicant\'s name. Do not approve.');
      }
      const request = await readJoinRequest(row.request);
      const validity = lifeFrom(clock.now());
      const { certificatePem, entry } = await issueCertificate(await deps.ca(), request.csr, { nodeId: request.nodeId, hosts: request.hosts, ...validity });
      const participant = participantFrom(request, entry.thumbprint, validity, clock.now());
      await deps.publisher.publish(withParticipant(participant), { ...by, action: 'join-approved', target: `node:${request.nodeId}`, details: { request: id } }, async (tx) => {
        const decided = await requestStore.decide(tx, id, { state: 'approved', decided_at: clock.now(), decided_by: by.actor, reason: null, certificate: certificatePem });
        if (!decided) throw new AppError('conflict', 'already-decided', 'Somebody else decided this request at the same moment.');
      });
      return participant;
    },
    refuse: async (id: string, reason: string, by: Actor): Promise<void> => {
      const row = await waitingRow(id);
      await inTransaction(db, async (tx) => {
        await requestStore.decide(tx, id, { state: 'refused', decided_at: clock.now(), decided_by: by.actor, reason, certificate: null });
        await deps.audit.record(tx, { ...by, action: 'join-refused', target: `node:${row.node_id}`, outcome: 'success', details: { request: id } });
      });
    },
  };
};
export type JoinDesk = ReturnType<typeof createJoinDesk>;
