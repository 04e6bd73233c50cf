import type { DirectoryDocument, DirectoryKey, Participant } from '../../core/directory.ts';
import type { NodeId } from '../../core/ids.ts';
import type { DirectoryFreshness } from './judge-directory.ts';

export type DirectoryOfItsDay = { readonly version: number; readonly usedFrom: string; readonly jws: string; readonly kid: string; readonly document: DirectoryDocument };

/** The consortium directory in use. Look-ups are in memory and answer from the version in use now. */
export type Directory = {
  document(): DirectoryDocument;
  /** The exact signed text of that document (compact JWS): what the coordinator publishes and evidence carries. */
  signed(): string;
  version(): number;
  /** This node's own entry. @throws AppError `unavailable` `not-a-participant` when the directory does not list it */
  self(): Participant;
  participant(id: NodeId): Participant | undefined;
  /** The other nodes, active or in maintenance. */
  partners(): readonly Participant[];
  byThumbprint(thumbprint: string): Participant | undefined;
  /** The signing key of that kid if it counts now. */
  signingKey(node: NodeId, kid: string): DirectoryKey | undefined;
  /** The key to encrypt for that node now. */
  encryptionKey(node: NodeId): DirectoryKey | undefined;
  /** Why no new message may leave, in a sentence; undefined when all is well. */
  mayNotSend(): string | undefined;
  /** Reads the coordinator's version, the file and the store. For an unknown key or thumbprint at most once per 30 s. Never throws: failures are logged. */
  refresh(reason: string): Promise<void>;
  /** Called after another version was taken into use. */
  onChange(listener: () => void): () => void;
  health(): { readonly version: number; readonly expiresAt: string; readonly state: DirectoryFreshness };
  /** The signed text and document of a version this node has used. */
  versionOf(version: number): Promise<{ readonly document: DirectoryDocument; readonly jws: string } | undefined>;
  /** Every version this node has used that verifies, with the day it came into use. */
  history(): Promise<readonly DirectoryOfItsDay[]>;
  /** A signed directory that a participant holds: taken into use if it is good and newer. A coordinator put back from a backup learns so what it published since. */
  learn(jws: string): Promise<void>;
  /** The signing key as listed in the version in use at that instant (evidence); undefined when none was listed or it did not count. */
  signingKeyAt(node: NodeId, kid: string, at: string): Promise<DirectoryKey | undefined>;
};
