import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { msOf } from '../../../core/clock.ts';
import type { DirectoryDocument } from '../../../core/directory.ts';
import type { NodeId } from '../../../core/ids.ts';
import { fhirToEnvelope } from '../../../mappings/fhir-to-envelope/fhir-to-envelope.ts';
import type { PartnerKey } from '../ports.ts';
import { readReceipt } from '../receipts.ts';
import { canonicalBytes, digestOf, readSignature, signatureHolds } from '../signature.ts';
import type { EvidenceManifest, EvidenceMessage } from './manifest.ts';
import { directoryFile, evidenceManifest, manifestType } from './manifest.ts';

export type EvidenceVerdict = { readonly ok: boolean; readonly application: string; readonly exportedBy: string; readonly statements: readonly string[]; readonly faults: readonly string[] };

export type VerifyDeps = {
  /** Checks a signed directory against the consortium's key. @throws Error in words */
  readonly openDirectory: (jws: string) => Promise<DirectoryDocument>;
  readonly importKey: (kid: string, jwk: Readonly<Record<string, unknown>>) => PartnerKey;
};

type Files = Record<string, Uint8Array>;
type Directories = ReadonlyMap<number, DirectoryDocument>;

// The archive comes from anybody: refuse to unpack more than a court would read.
const unpackedLimit = 512 * 1024 * 1024;

const unpack = (archive: Uint8Array): Files => {
  let total = 0;
  return unzipSync(archive, {
    filter: (file) => {
      total += file.originalSize;
      if (total > unpackedLimit) throw new Error('the archive unpacks to more than 512 MiB');
      return true;
    },
  });
};

const keyIn = (deps: VerifyDeps, directories: Directories, version: number, node: string, kid: string, at: string): PartnerKey | undefined => {
  const participant = directories.get(version)?.participants.find((one) => one.nodeId === node);
  const listed = participant?.signingKeys.find((key) => key.kid === kid && msOf(key.notBefore) <= msOf(at) && msOf(at) < msOf(key.notAfter));
  return listed === undefined ? undefined : deps.importKey(kid, listed.jwk);
};

/** The version named, else any other in the archive that lists the key for that day: a receiver may have used a version the exporter never saw. */
const findKey = (deps: VerifyDeps, directories: Directories, version: number, node: string, kid: string, at: string): PartnerKey | undefined => {
  for (const candidate of [version, ...directories.keys()]) {
    const key = keyIn(deps, directories, candidate, node, kid, at);
    if (key !== undefined) return key;
  }
  return undefined;
};

const openDirectories = async (deps: VerifyDeps, files: Files, faults: string[]): Promise<Directories> => {
  const found = new Map<number, DirectoryDocument>();
  // Oldest first: a version may announce the key that signs the next.
  const names = Object.keys(files).filter((name) => name.startsWith('directory/')).sort((a, b) => Number(/\d+/.exec(a)?.[0] ?? 0) - Number(/\d+/.exec(b)?.[0] ?? 0));
  for (const name of names) {
    try {
      const document = await deps.openDirectory(strFromU8(files[name] ?? new Uint8Array()));
      if (directoryFile(document.version) !== name) faults.push(`${name} holds directory version ${document.version}.`);
      else found.set(document.version, document);
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : 'not a signed directory'}.`);
    }
  }
  return found;
};

const checkManifest = async (deps: VerifyDeps, files: Files, manifest: EvidenceManifest, directories: Directories, faults: string[]): Promise<void> => {
  const jws = strFromU8(files['manifest.jws'] ?? new Uint8Array());
  try {
    const { kid, typ } = decodeProtectedHeader(jws);
    const key = kid === undefined ? undefined : findKey(deps, directories, manifest.directoryVersion, manifest.exportedBy, kid, manifest.exportedAt);
    if (key === undefined || typ !== manifestType) throw new Error('unknown key');
    const { payload } = await compactVerify(jws, key.key, { algorithms: [key.alg] });
    if (Buffer.compare(Buffer.from(payload), Buffer.from(files['manifest.json'] ?? [])) !== 0) throw new Error('other text');
  } catch {
    faults.push(`The list of contents is not signed by ${manifest.exportedBy}, or was changed.`);
  }
  for (const [name, hash] of Object.entries(manifest.files)) {
    const bytes = files[name];
    if (bytes === undefined) faults.push(`${name} is missing.`);
    else if (createHash('sha256').update(bytes).digest('hex') !== hash) faults.push(`${name} was changed after the export.`);
  }
  for (const name of Object.keys(files)) if (!(name in manifest.files) && !name.startsWith('manifest.')) faults.push(`${name} was added after the export.`);
};

const checkMessage = async (deps: VerifyDeps, bytes: Uint8Array, message: EvidenceMessage, application: string, directories: Directories): Promise<{ fault: string } | { digest: string }> => {
  const json: unknown = JSON.parse(strFromU8(bytes));
  const reading = fhirToEnvelope(json);
  const signature = readSignature(json);
  if ('problem' in reading || signature === undefined) return { fault: 'it is not a signed message' };
  const { envelope } = reading;
  if (envelope.messageId !== message.messageId || envelope.sender !== message.sender || envelope.receiver !== message.receiver || envelope.correlationId !== application || envelope.event !== message.event) return { fault: 'it is another message than the list says' };
  const key = findKey(deps, directories, message.directoryVersion, message.sender, signature.kid, envelope.timestamp);
  if (key === undefined) return { fault: `no directory version of the archive lists the key ${signature.kid} for ${message.sender} on that day` };
  const canonical = canonicalBytes(json as object);
  return (await signatureHolds(signature, canonical, key)) ? { digest: digestOf(canonical) } : { fault: `it does not carry the signature of ${message.sender}` };
};

/** When the receipt itself says it was made; checked with its signature afterwards. */
const receivedAtOf = (receipt: Uint8Array): string | undefined => {
  try {
    const stamp = (JSON.parse(strFromU8(receipt)) as { timestamp?: unknown }).timestamp;
    return typeof stamp === 'string' ? stamp : undefined;
  } catch {
    return undefined;
  }
};

const receiptStatement = async (deps: VerifyDeps, files: Files, message: EvidenceMessage, digest: string, directories: Directories): Promise<{ fault: string } | { text: string }> => {
  const bytes = message.receiptFile === undefined ? undefined : files[message.receiptFile];
  if (bytes === undefined) return { text: 'no receipt: it was not delivered' };
  const reading = await readReceipt(bytes, { messageId: message.messageId, sender: message.sender as NodeId, receiver: message.receiver as NodeId, digest }, {
    // The receipt was signed when it was received, perhaps days later and with another key than that of the sending day.
    signingKey: (node, kid) => findKey(deps, directories, message.directoryVersion, node, kid, receivedAtOf(bytes) ?? message.at),
    refresh: () => Promise.resolve(),
  });
  if ('problem' in reading) return { fault: `its receipt does not hold (${reading.problem})` };
  return { text: `${message.receiver} confirmed with its signature that it stored exactly this message on ${reading.receipt.receivedAt}` };
};

const judge = async (deps: VerifyDeps, files: Files, message: EvidenceMessage, application: string, directories: Directories): Promise<{ fault: string } | { statement: string }> => {
  const name = `${message.event} ${message.messageId}`;
  const bytes = files[message.file];
  if (bytes === undefined) return { fault: `${name}: the message is missing.` };
  const checked = await checkMessage(deps, bytes, message, application, directories).catch(() => ({ fault: 'it cannot be read' }));
  if ('fault' in checked) return { fault: `${name}: ${checked.fault}.` };
  const receipt = await receiptStatement(deps, files, message, checked.digest, directories);
  if ('fault' in receipt) return { fault: `${name}: ${receipt.fault}.` };
  return { statement: `${message.sender} sent ${message.event} (${message.messageId}, number ${message.sequence}) to ${message.receiver} on ${message.at} under its signature; ${receipt.text}.` };
};

/** Checks an evidence archive with nothing but the archive and the consortium's directory key, and says in words who sent what to whom and when it was received. */
export const verifyEvidence = async (deps: VerifyDeps, archive: Uint8Array): Promise<EvidenceVerdict> => {
  const faults: string[] = [];
  const files = unpack(archive);
  const manifest = evidenceManifest.parse(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())));
  const directories = await openDirectories(deps, files, faults);
  await checkManifest(deps, files, manifest, directories, faults);
  const statements: string[] = [];
  for (const message of manifest.messages) {
    const judged = await judge(deps, files, message, manifest.application, directories);
    if ('fault' in judged) faults.push(judged.fault);
    else statements.push(judged.statement);
  }
  return { ok: faults.length === 0, application: manifest.application, exportedBy: manifest.exportedBy, statements, faults };
};
