import type { Tx } from '../storage/db.ts';
import { setFound } from './search/row-store.ts';
import type { StoredRecord } from './store.ts';
import { recordById, recordsBehind, recordsByKeys, setPrimary } from './store.ts';

/** Who stands in front when several nodes publish one dataset: own national catalogue, then other catalogues; the longer origin chain loses, then the younger record (catalogue.md §6.6). */
export const comparePrimary = (left: StoredRecord, right: StoredRecord): number =>
  (left.origin === right.origin ? 0 : left.origin === 'own' ? -1 : 1) ||
  left.chain.length - right.chain.length ||
  left.created_at.localeCompare(right.created_at) ||
  left.id.localeCompare(right.id);

/** Keys by which two records are one dataset. */
export const sharedKeys = (keys: readonly string[]): readonly string[] => keys.filter((key) => /^(iri|id|doi):/.test(key));

/** Every public record that shares a key with these, directly or through another one: the same group whichever of them is asked about. */
const groupOf = async (tx: Tx, keys: readonly string[]): Promise<readonly StoredRecord[]> => {
  const group = (await recordsByKeys(tx, keys)).filter((record) => record.shown !== null);
  const all = new Set([...keys, ...group.flatMap((record) => sharedKeys(record.keys))]);
  return all.size === keys.length ? group : groupOf(tx, [...all]);
};

/** Records that stood behind this one and have nothing in common with it any more (a corrected DOI): each finds its own place. */
const release = async (tx: Tx, id: string, group: readonly StoredRecord[]): Promise<void> => {
  const strangers = (await recordsBehind(tx, id)).filter((other) => !group.some((one) => one.id === other.id));
  for (const other of strangers) {
    await setPrimary(tx, other.id, null);
    if (other.shown !== null) await setFound(tx, other.doc, true);
  }
  for (const other of strangers) await mergeDuplicates(tx, other.id);
};

/** Records that are the same dataset as this one get one primary, which search shows; the others stay, shown as "also published by". Nothing is deleted or rewritten.
 *  @param keys of a record that is stored for the first time: nobody can stand behind it yet */
export const mergeDuplicates = async (tx: Tx, id: string, keys?: readonly string[]): Promise<void> => {
  const known = keys ?? (await recordById(tx, id))?.keys;
  if (known === undefined) return;
  const group = await groupOf(tx, sharedKeys(known));
  if (keys === undefined) await release(tx, id, group);
  const [primary, ...others] = [...group].sort(comparePrimary);
  if (primary === undefined || (others.length === 0 && primary.primary_id === null)) return;
  if (primary.primary_id !== null) await setPrimary(tx, primary.id, null);
  await setFound(tx, primary.doc, true);
  for (const other of others) {
    if (other.primary_id !== primary.id) await setPrimary(tx, other.id, primary.id);
    await setFound(tx, other.doc, false);
  }
};
