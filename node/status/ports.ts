import type { KeyObject } from 'node:crypto';
import type { StatusDocument } from '../../core/api/status.ts';
import type { Participant } from '../../core/directory.ts';
import type { NodeId } from '../../core/ids.ts';

/** What the status part asks of others; wiring passes the functions. None of them may tell application content or a person. */
export type StatusPorts = {
  readonly certificates: () => StatusDocument['certificates'];
  readonly catalogue: () => Promise<StatusDocument['catalogue']>;
  readonly links: () => Promise<StatusDocument['links']>;
  readonly applications: () => Promise<StatusDocument['applications']>;
  readonly databaseReachable: () => Promise<boolean>;
  readonly queueReachable: () => Promise<boolean>;
  /** This node's own announced maintenance, begun or still to come. */
  readonly maintenance: () => { readonly from?: string | undefined; readonly to?: string | undefined; readonly note?: string | undefined } | undefined;
};

export type SigningPort = () => { readonly kid: string; readonly alg: string; readonly privateKey: KeyObject };

export type DirectoryPort = {
  readonly participants: () => readonly Participant[];
  readonly signingKey: (node: NodeId, kid: string) => { readonly key: KeyObject; readonly alg: string } | undefined;
};

/** Reads `GET /status` of a partner over mutual TLS. @throws AppError `unavailable` */
export type ReadStatus = (node: NodeId) => Promise<string>;
