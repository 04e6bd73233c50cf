// Moving keys through their life on disk: requested → next → current → previous → gone. Every step is one whole write of ring.json.
import { rm } from 'node:fs/promises';
import { addKey } from './init-keys.ts';
import type { KeyKind, RingEntry, RingManifest } from './ring-manifest.ts';
import { certFile, inSlot, keyFile, keystoreFile, readManifest, requestFile, writeManifest } from './ring-manifest.ts';

// exchange.md §2.2: the old one stays valid 7 days. Its private key is kept longer: a message may have been under way all that time.
const overlapMs = 7 * 86_400_000;
const keptMs = 30 * 86_400_000;

const plus = (instant: string, ms: number): string => new Date(new Date(instant).getTime() + ms).toISOString();

/** The key that will follow the current one: made now, or the one whose publication was interrupted before.
 *  @throws Error when a next one is published already: switch to it first */
export const requestNext = async (dir: string, kind: KeyKind, now: string): Promise<RingEntry> => {
  const manifest = await readManifest(dir);
  if (inSlot(manifest[kind], 'next') !== undefined) throw new Error(`The next ${kind} key is published already: rehearse, then switch to it.`);
  const waiting = inSlot(manifest[kind], 'requested');
  if (waiting !== undefined) return waiting;
  const entry = await addKey(dir, manifest, kind, 'requested', now);
  manifest[kind].push(entry);
  await writeManifest(dir, manifest);
  return entry;
};

/** After the directory lists it: the requested signing or encryption key becomes `next` (TLS keys do so with their certificate). */
export const markPublished = async (dir: string, kind: Exclude<KeyKind, 'tls'>, id: string): Promise<void> => {
  const manifest = await readManifest(dir);
  const entry = manifest[kind].find((one) => one.id === id && one.slot === 'requested');
  if (entry === undefined) return;
  entry.slot = 'next';
  await writeManifest(dir, manifest);
};

/** Previous keys whose end the coordinator has not been told: of a rotation that is under way, or was interrupted. */
export const unretired = async (dir: string, kind: KeyKind): Promise<readonly RingEntry[]> => (await readManifest(dir))[kind].filter((one) => one.slot === 'previous' && one.retired !== true);

export const markRetired = async (dir: string, kind: KeyKind, ids: readonly string[]): Promise<void> => {
  const manifest = await readManifest(dir);
  for (const one of manifest[kind]) if (ids.includes(one.id)) one.retired = true;
  await writeManifest(dir, manifest);
};

const forget = async (dir: string, id: string): Promise<void> => {
  for (const file of [keyFile(dir, id), keystoreFile(dir, id), certFile(dir, id), requestFile(dir, id)]) await rm(file, { force: true });
};

/** Drops previous keys long past their end, files first in the manifest, then on disk. */
const prune = async (dir: string, manifest: RingManifest, now: string): Promise<void> => {
  const dead = (entry: RingEntry): boolean => entry.slot === 'previous' && plus(entry.notAfter, keptMs) < now;
  const gone = [...manifest.tls, ...manifest.signing, ...manifest.encryption].filter(dead);
  for (const kind of ['tls', 'signing', 'encryption'] as const) manifest[kind] = manifest[kind].filter((entry) => !dead(entry));
  await writeManifest(dir, manifest);
  for (const entry of gone) await forget(dir, entry.id);
};

/** Makes `next` current and the current one previous, which others still accept for 7 days.
 *  @returns id of the key now previous @throws Error when there is no next key */
export const switchToNext = async (dir: string, kind: KeyKind, now: string): Promise<string> => {
  const manifest = await readManifest(dir);
  const next = inSlot(manifest[kind], 'next');
  const current = inSlot(manifest[kind], 'current');
  if (next === undefined || current === undefined) throw new Error(`There is no next ${kind} key to switch to: publish one first.`);
  current.slot = 'previous';
  const end = plus(now, overlapMs);
  if (current.notAfter > end) current.notAfter = end;
  next.slot = 'current';
  await prune(dir, manifest, now);
  return current.id;
};
