import type { DirectoryDocument } from '../../core/directory.ts';
import { AppError } from '../../core/errors.ts';

const twice = (values: readonly string[]): string | undefined => values.find((value, index) => values.indexOf(value) !== index);

/** What must hold in every directory whatever was changed: one entry per node, one owner per key, a coordinator.
 *  @throws AppError `conflict` with code `node-listed-twice | key-listed-twice | no-coordinator` */
export const checkDirectory = (document: DirectoryDocument): DirectoryDocument => {
  const node = twice(document.participants.map((one) => one.nodeId));
  if (node !== undefined) throw new AppError('conflict', 'node-listed-twice', `The directory would list ${node} twice.`);
  const key = twice(document.participants.flatMap((one) => [...one.tls.map((tls) => tls.thumbprint), ...one.signingKeys.map((own) => own.kid), ...one.encryptionKeys.map((own) => own.kid)]));
  if (key !== undefined) throw new AppError('conflict', 'key-listed-twice', `The key ${key} is listed twice: a node must not bring another node's key, nor one key for two uses.`);
  if (!document.participants.some((one) => one.roles.includes('coordinator'))) throw new AppError('conflict', 'no-coordinator', 'The directory would name no coordinator.');
  return document;
};

// Evidence reads the version of its day from the store; the current document need not carry what ended long ago.
const keptAfterEndMs = 24 * 3_600_000;

/** Drops keys that ended more than a day ago, but never the last of a kind. */
export const withoutEndedKeys = (document: DirectoryDocument, nowMs: number): DirectoryDocument => {
  const live = <Key extends { notAfter: string }>(keys: readonly Key[]): Key[] => {
    const left = keys.filter((key) => new Date(key.notAfter).getTime() + keptAfterEndMs > nowMs);
    return left.length > 0 ? left : [...keys];
  };
  return {
    ...document,
    participants: document.participants.map((one) => ({ ...one, tls: live(one.tls), signingKeys: live(one.signingKeys), encryptionKeys: live(one.encryptionKeys) })),
    nextDirectoryKeys: document.nextDirectoryKeys.filter((key) => new Date(key.notAfter).getTime() > nowMs),
  };
};
