// Rotation of the directory key (exchange.md §2.2 nextDirectoryKeys): announced under the present key, at least 7 days before it signs.
import type { JWK } from 'jose';
import { newDirectoryKey, publicJwkOf, readDirectoryKey, writeDirectoryKey } from '../../certs/directory-jws.ts';
import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Actor } from './join-desk.ts';
import { unchanged, withNextDirectoryKey } from './directory-changes.ts';
import type { Directory } from './directory-type.ts';
import type { Publisher } from './publisher.ts';

const dayMs = 86_400_000;
const overlapDays = 7;
// A directory key is replaced by the next announcement, not by its calendar.
const lifeDays = 3650;

const nextFile = (file: string): string => `${file}.next`;

export type DirectoryKeyDeps = { readonly keyFile: string; readonly publisher: Publisher; readonly directory: Directory; readonly clock: Clock };

/** Makes the next directory key beside the present one and announces it. @returns its kid and when it may sign */
export const announceDirectoryKey = async (deps: DirectoryKeyDeps, by: Actor): Promise<{ kid: string; from: string }> => {
  const jwk = await readDirectoryKey(nextFile(deps.keyFile)).catch(async (): Promise<JWK> => {
    const fresh = await newDirectoryKey();
    await writeDirectoryKey(nextFile(deps.keyFile), fresh);
    return fresh;
  });
  const kid = jwk.kid ?? '';
  const entry = { kid, jwk: publicJwkOf(jwk) as Record<string, unknown>, notBefore: deps.clock.now(), notAfter: instantOf(deps.clock.ms() + lifeDays * dayMs) };
  await deps.publisher.publish(withNextDirectoryKey(entry), { ...by, action: 'directory-key-announced', target: 'directory', details: { kid } });
  return { kid, from: instantOf(deps.clock.ms() + overlapDays * dayMs) };
};

/** Begins to sign with the announced key. @throws AppError `conflict` `no-next-key | overlap-too-short` */
export const switchDirectoryKey = async (deps: DirectoryKeyDeps, by: Actor): Promise<{ kid: string; version: number }> => {
  const jwk = await readDirectoryKey(nextFile(deps.keyFile)).catch(() => undefined);
  const announced = deps.directory.document().nextDirectoryKeys.find((key) => key.kid === jwk?.kid);
  if (jwk === undefined || announced === undefined) throw new AppError('conflict', 'no-next-key', 'No next directory key is announced: announce one first.');
  const from = msOf(announced.notBefore) + overlapDays * dayMs;
  if (deps.clock.ms() < from) throw new AppError('conflict', 'overlap-too-short', `Nodes get ${overlapDays} days to learn the key: it may sign from ${instantOf(from)}.`);
  const before = await readDirectoryKey(deps.keyFile);
  await writeDirectoryKey(`${deps.keyFile}.previous`, before);
  await writeDirectoryKey(deps.keyFile, jwk);
  // The announcement stays in the document: a node that restarts during the change still finds it.
  const document = await deps.publisher.publish(unchanged, { ...by, action: 'directory-key-switched', target: 'directory', details: { kid: jwk.kid ?? '' } });
  return { kid: jwk.kid ?? '', version: document.version };
};
