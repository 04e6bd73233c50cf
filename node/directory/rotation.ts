// Rotation of this node's own keys (exchange.md §2.2): publish the next, rehearse, switch, retire. Nothing restarts, nothing is refused in between.
import { readFile } from 'node:fs/promises';
import { validityOf } from '../../certs/certificate-facts.ts';
import { keyFromPem } from '../../certs/ec-keys.ts';
import { readIfThere } from '../../certs/files.ts';
import { installCertificate } from '../../certs/init-keys.ts';
import type { KeyRing } from '../../certs/key-ring.ts';
import type { OwnChange } from '../../certs/own-change.ts';
import { makeOwnChange } from '../../certs/own-change.ts';
import { publishedKeyOf } from '../../certs/published-key.ts';
import type { KeyKind, RingEntry } from '../../certs/ring-manifest.ts';
import { certFile, keyFile, readManifest, requestFile } from '../../certs/ring-manifest.ts';
import { markPublished, markRetired, requestNext, switchToNext, unretired } from '../../certs/rotate.ts';
import { thumbprintOfCertificate } from '../../certs/spki-thumbprint.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Directory } from './directory-type.ts';

export type OwnChangeAnswer = { readonly version: number; readonly certificate?: string | undefined; readonly ca: string };
/** Brings a signed request to the coordinator. @throws AppError as the coordinator answered, or `unavailable` */
export type SendOwnChange = (jws: string) => Promise<OwnChangeAnswer>;

export type RotationDeps = { readonly keysDir: string; readonly keyRing: KeyRing; readonly directory: Directory; readonly clock: Clock; readonly send: SendOwnChange };

export const createRotation = (deps: RotationDeps) => {
  const { keysDir, keyRing, clock } = deps;
  const ask = async (change: Omit<Extract<OwnChange, { kind: 'add-keys' }>, 'nodeId' | 'at'> | Omit<Extract<OwnChange, { kind: 'retire-keys' }>, 'nodeId' | 'at'>): Promise<OwnChangeAnswer> =>
    deps.send(await makeOwnChange({ ...change, nodeId: keyRing.nodeId, at: clock.now() } as OwnChange, keyRing.signing()));

  const publishTls = async (entry: RingEntry): Promise<OwnChangeAnswer> => {
    const csr = await readIfThere(requestFile(keysDir, entry.id));
    const { hosts } = await readManifest(keysDir);
    const answer = await ask({ kind: 'add-keys', hosts, signingKeys: [], encryptionKeys: [], ...(csr === undefined ? {} : { csr }) });
    if (answer.certificate === undefined) throw new AppError('unavailable', 'no-certificate', 'The coordinator answered without a certificate.');
    // Our CAs stay as they are: the coordinator's answer cannot widen whom we trust.
    await installCertificate(keysDir, entry.id, { certificatePem: answer.certificate, caPems: keyRing.ca(), ...validityOf(answer.certificate) });
    return answer;
  };

  const publishKey = async (kind: 'signing' | 'encryption', entry: RingEntry): Promise<OwnChangeAnswer> => {
    const pem = await readIfThere(keyFile(keysDir, entry.id));
    if (pem === undefined) throw new AppError('unavailable', 'key-missing', `The key file of ${entry.id} is gone.`);
    const key = publishedKeyOf(keyFromPem(pem), entry, kind);
    const answer = await ask({ kind: 'add-keys', hosts: [], signingKeys: kind === 'signing' ? [key] : [], encryptionKeys: kind === 'encryption' ? [key] : [] });
    await markPublished(keysDir, kind, entry.id);
    return answer;
  };

  const listedIds = (): readonly string[] => {
    const { tls, signingKeys, encryptionKeys } = deps.directory.self();
    return [...tls.map((key) => key.thumbprint), ...signingKeys.map((key) => key.kid), ...encryptionKeys.map((key) => key.kid)];
  };
  /** By which name the directory lists a key of ours. */
  const listedIdOf = async (kind: KeyKind, entry: RingEntry): Promise<string> => (kind === 'tls' ? thumbprintOfCertificate(await readFile(certFile(keysDir, entry.id), 'utf8')) : entry.id);
  const nextOf = async (kind: KeyKind): Promise<string | undefined> => (kind === 'tls' ? keyRing.nextTls()?.thumbprint : (await readManifest(keysDir))[kind].find((entry) => entry.slot === 'next')?.id);

  return {
    /** Makes the next key of a kind and has the directory list it. Interrupted, it goes on where it was. @returns its id and the version that lists it */
    publishNext: async (kind: KeyKind): Promise<{ id: string; version: number }> => {
      const entry = await requestNext(keysDir, kind, clock.now());
      // A new encryption key may be used against us the moment it is listed: hold it first.
      await keyRing.reload();
      const { version } = kind === 'tls' ? await publishTls(entry) : await publishKey(kind, entry);
      await keyRing.reload();
      return { id: entry.id, version };
    },
    /** Begins to use the next key, then tells the coordinator that the old one ends in 7 days. Interrupted between the two, it goes on when called again.
     *  @throws Error when the directory does not list the next one yet, or when there is nothing to switch to and nothing to finish */
    switch: async (kind: KeyKind): Promise<{ previous: string; version: number }> => {
      const next = await nextOf(kind);
      if (next !== undefined && !listedIds().includes(next)) throw new AppError('conflict', 'next-key-not-listed', `The directory in use here (version ${deps.directory.version()}) does not list the next ${kind} key yet: wait for the next version.`);
      if (next !== undefined || (await unretired(keysDir, kind)).length === 0) await switchToNext(keysDir, kind, clock.now());
      await keyRing.reload();
      const ended = await unretired(keysDir, kind);
      const ids = (await Promise.all(ended.map((entry) => listedIdOf(kind, entry)))).filter((id) => listedIds().includes(id));
      const version = ids.length === 0 ? deps.directory.version() : (await ask({ kind: 'retire-keys', ids })).version;
      await markRetired(keysDir, kind, ended.map((entry) => entry.id));
      return { previous: ended.at(-1)?.id ?? '', version };
    },
  };
};
export type Rotation = ReturnType<typeof createRotation>;
