import type { DirectoryDocument, DirectoryKey, Participant } from '../../core/directory.ts';
import { countsAt } from '../../core/directory.ts';

/** One directory version with its indexes: look-ups by id and by TLS thumbprint are single map reads, on the path of every request. */
export type IndexedDirectory = {
  readonly document: DirectoryDocument;
  readonly byId: ReadonlyMap<string, Participant>;
  readonly byThumbprint: ReadonlyMap<string, Participant>;
};

export const indexDirectory = (document: DirectoryDocument): IndexedDirectory => ({
  document,
  byId: new Map(document.participants.map((one) => [one.nodeId, one])),
  byThumbprint: new Map(document.participants.flatMap((one) => one.tls.map((key) => [key.thumbprint, one] as const))),
});

/** The signing key with exactly this kid, if it counts at that instant. */
export const signingKeyOf = (participant: Participant | undefined, kid: string, atMs: number): DirectoryKey | undefined =>
  participant?.signingKeys.find((key) => key.kid === kid && countsAt(key, atMs));

/** The key to encrypt for a participant: of those that count now, the one that began last. */
export const encryptionKeyOf = (participant: Participant | undefined, atMs: number): DirectoryKey | undefined =>
  [...(participant?.encryptionKeys ?? [])].filter((key) => countsAt(key, atMs)).sort((a, b) => b.notBefore.localeCompare(a.notBefore))[0];
