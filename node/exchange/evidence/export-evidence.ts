import { createHash } from 'node:crypto';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { CompactSign } from 'jose';
import type { OwnKey } from '../../../certs/key-ring.ts';
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Db } from '../../storage/db.ts';
import { readSignature } from '../signature.ts';
import type { Needs, UsedDirectory } from './choose-directories.ts';
import { chooseDirectories } from './choose-directories.ts';
import type { ReceivedRow, SentRow } from './evidence-store.ts';
import { attemptsFor, receivedOf, sentOf } from './evidence-store.ts';
import type { EvidenceManifest, EvidenceMessage } from './manifest.ts';
import { directoryFile, manifestType } from './manifest.ts';

export type ExportDeps = {
  readonly self: string;
  readonly db: Db;
  readonly clock: Clock;
  readonly signingKey: OwnKey;
  readonly directoryVersion: number;
  /** Every directory version this node has used. */
  readonly directories: () => Promise<readonly UsedDirectory[]>;
  /** Audit lines about these messages, as they stand in the trail. */
  readonly auditLines: (messageIds: readonly string[]) => Promise<readonly object[]>;
};

type Files = Record<string, Uint8Array>;

const sentMessage = (self: string, row: SentRow, files: Files): EvidenceMessage => {
  const file = `messages/sent-${row.message_id}.json`;
  const receiptFile = `receipts/sent-${row.message_id}.json`;
  files[file] = row.bytes;
  if (row.receipt !== null) files[receiptFile] = row.receipt;
  return {
    messageId: row.message_id, direction: 'sent', sender: self, receiver: row.receiver, event: row.event, sequence: row.sequence, at: row.created_at, state: row.state, directoryVersion: row.directory_version, digest: row.digest, file,
    ...(row.receipt === null ? {} : { receiptFile }), ...(row.reason === null ? {} : { result: row.reason }),
  };
};

const receivedMessage = (self: string, row: ReceivedRow, files: Files): EvidenceMessage => {
  const file = `messages/received-${row.sender}-${row.message_id}.json`;
  const receiptFile = `receipts/received-${row.sender}-${row.message_id}.json`;
  files[file] = row.bytes;
  files[receiptFile] = row.receipt;
  return {
    messageId: row.message_id, direction: 'received', sender: row.sender, receiver: self, event: row.event, sequence: row.sequence, at: row.received_at, state: row.state, directoryVersion: row.directory_version, digest: row.digest, file, receiptFile,
    ...(row.result === null ? {} : { result: row.result }),
  };
};

/** Who signed with which key and when, as far as the bytes tell; what they do not tell, the verifier finds missing. */
const signerIn = (bytes: Uint8Array, node: string, at: string): Needs['keys'] => {
  try {
    const kid = readSignature(JSON.parse(strFromU8(bytes)))?.kid;
    return kid === undefined ? [] : [{ node, kid, at }];
  } catch {
    return [];
  }
};

const needsOf = (self: string, version: number, sent: readonly SentRow[], received: readonly ReceivedRow[]): Needs => ({
  versions: [version, ...sent.map((row) => row.directory_version), ...received.map((row) => row.directory_version)],
  spans: [...sent.map((row) => ({ from: row.created_at, to: row.delivered_at ?? row.created_at })), ...received.map((row) => ({ from: row.received_at, to: row.received_at }))],
  keys: [
    ...sent.flatMap((row) => [...signerIn(row.bytes, self, row.created_at), ...(row.receipt === null ? [] : signerIn(row.receipt, row.receiver, row.delivered_at ?? row.created_at))]),
    ...received.flatMap((row) => [...signerIn(row.bytes, row.sender, row.received_at), ...signerIn(row.receipt, self, row.received_at)]),
  ],
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Everything this node can prove about one application, as a ZIP: messages, receipts, attempts, the directory versions of their days, audit lines.
 *  @throws AppError `not-found` `no-evidence` when nothing was ever sent or received for it */
export const exportEvidence = async (deps: ExportDeps, application: string): Promise<Uint8Array> => {
  const [sent, received] = [await sentOf(deps.db, application), await receivedOf(deps.db, application)];
  if (sent.length + received.length === 0) throw new AppError('not-found', 'no-evidence', 'No message was sent or received for this application.');
  const files: Files = {};
  const messages = [...sent.map((row) => sentMessage(deps.self, row, files)), ...received.map((row) => receivedMessage(deps.self, row, files))];
  const ids = messages.map((message) => message.messageId);
  files['attempts.json'] = strToU8(JSON.stringify(await attemptsFor(deps.db, ids), undefined, 1));
  files['audit.json'] = strToU8(JSON.stringify(await deps.auditLines(ids), undefined, 1));
  for (const one of chooseDirectories(await deps.directories(), needsOf(deps.self, deps.directoryVersion, sent, received))) files[directoryFile(one.version)] = strToU8(one.jws);
  const manifest: EvidenceManifest = {
    format: 'ehds-node-evidence/1', application, exportedBy: deps.self, exportedAt: deps.clock.now(), directoryVersion: deps.directoryVersion, messages,
    files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)])),
  };
  const text = strToU8(JSON.stringify(manifest, undefined, 1));
  const { kid, alg, privateKey } = deps.signingKey;
  const jws = await new CompactSign(text).setProtectedHeader({ alg, kid, typ: manifestType }).sign(privateKey);
  return zipSync({ ...files, 'manifest.json': text, 'manifest.jws': strToU8(jws) });
};
