// Life of a participant, second half: maintenance, suspension, revocation; and what a participant may change about itself.
import type { Ca } from '../../certs/ca.ts';
import { issueCertificate } from '../../certs/issue.ts';
import { makeCrl, revokeCertificates } from '../../certs/make-crl.ts';
import type { OwnChange } from '../../certs/own-change.ts';
import { readOwnChange } from '../../certs/own-change.ts';
import { thumbprintOfRequest } from '../../certs/csr.ts';
import { issuedFor } from '../../certs/issue.ts';
import { lifeFrom } from '../../certs/validity.ts';
import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { DirectoryDocument, Participant } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';
import type { ParticipantState } from './directory-changes.ts';
import { withKeys, withRetired, withState, withSupports } from './directory-changes.ts';
import type { Directory } from './directory-type.ts';
import type { Actor } from './join-desk.ts';
import type { Publisher } from './publisher.ts';

export type ParticipantDeskDeps = {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly publisher: Publisher;
  readonly ca: () => Promise<Ca>;
  /** Takes the new CRL into this node's own keys at once. */
  readonly takeCrl: (pem: string) => Promise<void>;
};

// exchange.md §2.2: the old key stays valid 7 days after the switch.
const overlapMs = 7 * 86_400_000;
const requestAgeMs = 5 * 60_000;

export const createParticipantDesk = (deps: ParticipantDeskDeps) => {
  const { clock, directory, publisher } = deps;

  const revokeCertificatesOf = async (nodeId: string): Promise<void> => {
    const ca = await deps.ca();
    await revokeCertificates(ca, (one) => one.nodeId === nodeId, { now: clock.now(), reason: 'participant revoked' });
    await deps.takeCrl(await makeCrl(ca, { now: clock.now() }));
  };

  /** @param only the state it must be in, judged on the newest document when the change is published */
  const setState = async (nodeId: string, state: Omit<ParticipantState, 'since'>, by: Actor, only?: ParticipantState['code']): Promise<DirectoryDocument> => {
    const change = withState(nodeId, { ...state, since: clock.now() }, only);
    // Refused changes must not leave revoked certificates behind, and a revoked entry must not leave good ones: try, revoke, publish.
    change(directory.document());
    if (state.code === 'revoked') await revokeCertificatesOf(nodeId);
    return publisher.publish(change, { ...by, action: `participant-${state.code}`, target: `node:${nodeId}`, ...(state.note === undefined ? {} : { details: { note: state.note } }) });
  };

  /** The same request again gets the certificate issued the first time: the answer may have been lost. */
  const certify = async (participant: Participant, csr: string, hosts: readonly string[]): Promise<{ certificatePem: string; tls: Participant['tls'][number] }> => {
    const ca = await deps.ca();
    const before = await issuedFor(ca, participant.nodeId, await thumbprintOfRequest(csr));
    if (before !== undefined) return { certificatePem: before.certificatePem, tls: { thumbprint: before.entry.thumbprint, notBefore: before.entry.notBefore, notAfter: before.entry.notAfter } };
    const validity = lifeFrom(clock.now());
    const { certificatePem, entry } = await issueCertificate(ca, csr, { nodeId: participant.nodeId, hosts, ...validity });
    return { certificatePem, tls: { thumbprint: entry.thumbprint, ...validity } };
  };

  const addKeys = async (participant: Participant, change: Extract<OwnChange, { kind: 'add-keys' }>, by: Actor): Promise<string | undefined> => {
    const issued = change.csr === undefined ? undefined : await certify(participant, change.csr, change.hosts);
    await publisher.publish(withKeys(participant.nodeId, { tls: issued === undefined ? [] : [issued.tls], signingKeys: change.signingKeys, encryptionKeys: change.encryptionKeys }), {
      ...by, action: 'keys-published', target: `node:${participant.nodeId}`, details: { tls: issued?.tls.thumbprint ?? '', kids: [...change.signingKeys, ...change.encryptionKeys].map((key) => key.kid).join(' ') },
    });
    return issued?.certificatePem;
  };

  const apply = async (participant: Participant, change: OwnChange): Promise<string | undefined> => {
    const by: Actor = { actor: `partner:${participant.nodeId}`, role: undefined };
    switch (change.kind) {
      case 'add-keys':
        return addKeys(participant, change, by);
      case 'retire-keys':
        await publisher.publish(withRetired(participant.nodeId, change.ids, instantOf(clock.ms() + overlapMs)), { ...by, action: 'keys-retired', target: `node:${participant.nodeId}`, details: { ids: change.ids.join(' ') } });
        return undefined;
      case 'maintenance':
        await setState(participant.nodeId, { code: 'maintenance', ...(change.from === undefined ? {} : { from: change.from }), ...(change.to === undefined ? {} : { to: change.to }), ...(change.note === undefined ? {} : { note: change.note }) }, by);
        return undefined;
      case 'active':
        // A node ends its own maintenance; a suspension is the coordinator's to lift.
        await setState(participant.nodeId, { code: 'active' }, by, 'maintenance');
        return undefined;
      case 'supports': {
        const { protocols, events } = change;
        await publisher.publish(withSupports(participant.nodeId, { protocols, events }), { ...by, action: 'supports-told', target: `node:${participant.nodeId}`, details: { protocols: protocols.join(' '), events: events.join(' ') } });
        return undefined;
      }
    }
  };

  return {
    setState,
    /** What a participant asks for itself: signed with its listed signing key, at most 5 minutes old, for the coordinator alone. `peer` is who the transport says it is.
     *  @returns directory version that carries it, and the certificate if one was asked for @throws AppError `forbidden` `sender-mismatch | unknown-key | bad-signature`, `invalid` `malformed | too-old` */
    ownChange: async (jws: string, peer: Participant): Promise<{ version: number; certificate: string | undefined; ca: string }> => {
      const change = await readOwnChange(jws, (nodeId, kid) => (nodeId === peer.nodeId ? directory.signingKey(peer.nodeId, kid)?.jwk : undefined));
      if (change.nodeId !== peer.nodeId) throw new AppError('forbidden', 'sender-mismatch', `${peer.nodeId} cannot change the entry of ${change.nodeId}.`);
      if (Math.abs(clock.ms() - msOf(change.at)) > requestAgeMs) throw new AppError('invalid', 'too-old', 'The request is older than 5 minutes, or its clock is wrong: make it again.');
      const certificate = await apply(peer, change);
      return { version: directory.version(), certificate, ca: (await deps.ca()).certificatePem };
    },
    /** A CRL long before the old one runs out. @returns whether one was made */
    renewCrlIfDue: async (nextUpdate: string | undefined): Promise<boolean> => {
      const halfWeekMs = 3.5 * 86_400_000;
      if (nextUpdate !== undefined && msOf(nextUpdate) - clock.ms() > halfWeekMs) return false;
      await deps.takeCrl(await makeCrl(await deps.ca(), { now: clock.now() }));
      return true;
    },
  };
};
export type ParticipantDesk = ReturnType<typeof createParticipantDesk>;
