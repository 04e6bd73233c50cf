// What a coordinator may do to a directory, as pure functions from one document to the next (version and dates are the publisher's).
import type { DirectoryDocument, DirectoryKey, Participant } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';

export type DirectoryChange = (document: DirectoryDocument) => DirectoryDocument;
export type ParticipantState = Participant['state'];
export type StateCode = ParticipantState['code'];

/** Revoked is final: a node that comes back joins again with new keys. */
export const stateMoves: Readonly<Record<StateCode, readonly StateCode[]>> = {
  joining: ['active', 'revoked'],
  active: ['maintenance', 'suspended', 'revoked'],
  maintenance: ['maintenance', 'active', 'suspended', 'revoked'],
  suspended: ['active', 'revoked'],
  revoked: [],
};

const participantIn = (document: DirectoryDocument, nodeId: string): Participant => {
  const found = document.participants.find((one) => one.nodeId === nodeId);
  if (found === undefined) throw new AppError('not-found', 'unknown-participant', `The directory lists no node ${nodeId}.`);
  return found;
};

const replaced = (document: DirectoryDocument, next: Participant): DirectoryDocument => ({ ...document, participants: document.participants.map((one) => (one.nodeId === next.nodeId ? next : one)) });

/** @throws AppError `not-found` `unknown-participant`, `conflict` `state-not-allowed | last-coordinator` */
export const withState =
  (nodeId: string, state: ParticipantState, only?: StateCode): DirectoryChange =>
  (document) => {
    const before = participantIn(document, nodeId);
    if (only !== undefined && before.state.code !== only) throw new AppError('conflict', 'state-not-allowed', `${nodeId} is ${before.state.code}: only the coordinator can change that.`);
    if (!stateMoves[before.state.code].includes(state.code)) throw new AppError('conflict', 'state-not-allowed', `${nodeId} is ${before.state.code}: it cannot become ${state.code}.`);
    const next = replaced(document, { ...before, state });
    const coordinates = next.participants.some((one) => one.roles.includes('coordinator') && (one.state.code === 'active' || one.state.code === 'maintenance'));
    if (!coordinates) throw new AppError('conflict', 'last-coordinator', `${nodeId} is the only coordinator: name another first.`);
    return next;
  };

/** A new participant, or one that was revoked and joins again with new keys. @throws AppError `conflict` `already-listed` */
export const withParticipant =
  (participant: Participant): DirectoryChange =>
  (document) => {
    const before = document.participants.find((one) => one.nodeId === participant.nodeId);
    if (before !== undefined && before.state.code !== 'revoked') throw new AppError('conflict', 'already-listed', `The directory lists ${participant.nodeId} already (${before.state.code}).`);
    return before === undefined ? { ...document, participants: [...document.participants, participant] } : replaced(document, participant);
  };

/** What a participant's software takes: told by itself when it was renewed. */
export const withSupports =
  (nodeId: string, supports: Participant['supports']): DirectoryChange =>
  (document) => replaced(document, { ...participantIn(document, nodeId), supports });

type Keys = Pick<Participant, 'tls' | 'signingKeys' | 'encryptionKeys'>;

const merged = <Key extends { notBefore: string; notAfter: string }>(held: readonly Key[], added: readonly Key[], idOf: (key: Key) => string): Key[] => [
  ...held.filter((key) => !added.some((one) => idOf(one) === idOf(key))),
  ...added,
];

/** Adds next keys beside the present ones; a key listed already gets the new period. */
export const withKeys =
  (nodeId: string, keys: Partial<Keys>): DirectoryChange =>
  (document) => {
    const before = participantIn(document, nodeId);
    return replaced(document, {
      ...before,
      tls: merged(before.tls, keys.tls ?? [], (key) => key.thumbprint),
      signingKeys: merged(before.signingKeys, keys.signingKeys ?? [], (key) => key.kid),
      encryptionKeys: merged(before.encryptionKeys, keys.encryptionKeys ?? [], (key) => key.kid),
    });
  };

const endingBy = <Key extends { notAfter: string }>(key: Key, end: string): Key => (key.notAfter > end ? { ...key, notAfter: end } : key);

/** After the switch: the old keys count until `end` (7 days), then no more. @param ids thumbprints and kids
 *  @throws AppError `conflict` `last-key` when nothing would be left of a kind */
export const withRetired =
  (nodeId: string, ids: readonly string[], end: string): DirectoryChange =>
  (document) => {
    const before = participantIn(document, nodeId);
    const keep = <Key extends { notAfter: string }>(keys: readonly Key[], idOf: (key: Key) => string): Key[] => {
      if (keys.every((key) => ids.includes(idOf(key)))) throw new AppError('conflict', 'last-key', `${nodeId} would be left without a key of one kind: publish the next one first.`);
      return keys.map((key) => (ids.includes(idOf(key)) ? endingBy(key, end) : key));
    };
    return replaced(document, {
      ...before,
      tls: keep(before.tls, (key) => key.thumbprint),
      signingKeys: keep(before.signingKeys, (key) => key.kid),
      encryptionKeys: keep(before.encryptionKeys, (key) => key.kid),
    });
  };

export const withNextDirectoryKey =
  (key: DirectoryKey): DirectoryChange =>
  (document) => ({ ...document, nextDirectoryKeys: [...document.nextDirectoryKeys.filter((one) => one.kid !== key.kid), key] });

/** Periodic re-issue before expiry: nothing but version and dates change. */
export const unchanged: DirectoryChange = (document) => document;
