import type { IngestOptions, IngestResult } from '../ingest-types.ts';
import type { Db, Tx } from '../../storage/db.ts';
import { sourceIdentifierKey, sourceIriKey } from '../keys.ts';
import type { StoredRecord } from '../store.ts';
import { recordById, recordsByIds, recordsByIris, recordsByKeys } from '../store.ts';
import type { Known, Ready } from './prepared.ts';

export type Found = { readonly existing: StoredRecord | undefined; readonly refusal?: IngestResult };

export const refused = (code: string, detail: string, outcome: 'refused' | 'duplicate' = 'refused'): IngestResult => ({ outcome, code, detail, findings: [] });

/** The record a source's description belongs to: by the IRI it had there, else by identifier (catalogue.md §6.6). */
const findOwn = (known: ReadonlyMap<string, readonly StoredRecord[]>, { received }: Ready, seen: ReadonlySet<string> | undefined): Found => {
  if (received.sourceKeys.length === 0)
    return { existing: undefined, refusal: refused('no-identifier', `The dataset "${received.title}" has neither an address nor an identifier: give it dct:identifier.`) };
  const found = [...new Set(received.sourceKeys.flatMap((key) => known.get(key) ?? []))].sort((l, r) => l.created_at.localeCompare(r.created_at) || l.id.localeCompare(r.id));
  const byIri = found.find((record) => received.iriKey !== undefined && record.keys.includes(received.iriKey));
  const clash = found.find((record) => record !== byIri && record.state !== 'withdrawn' && (seen === undefined || seen.has(record.id) || byIri !== undefined));
  if (clash !== undefined)
    return { existing: undefined, refusal: refused('duplicate-identifier', `Two records of this source carry one identifier (${received.identifiers.join(', ')}): this one and "${clash.title}". The older one stays.`, 'duplicate') };
  return { existing: byIri ?? found[0] };
};

const findPartners = (known: StoredRecord | undefined, { received }: Ready, node: string): Found => {
  if (known !== undefined && known.origin === 'own') return { existing: undefined, refusal: refused('duplicate-identifier', `${received.iri} is a record of this node.`, 'duplicate') };
  if (known !== undefined && known.node !== node) return { existing: undefined, refusal: refused('duplicate-identifier', `${received.iri} is already published by ${known.node}.`, 'duplicate') };
  return { existing: known };
};

const byKey = (records: readonly StoredRecord[]): ReadonlyMap<string, readonly StoredRecord[]> => {
  const found = new Map<string, StoredRecord[]>();
  for (const record of records)
    for (const key of record.keys) {
      const list = found.get(key);
      if (list === undefined) found.set(key, [record]);
      else list.push(record);
    }
  return found;
};

/** Asks once for all that a batch may belong to. @returns which record one of them belongs to, given what the run has seen by then */
export const finder = async (tx: Tx, batch: readonly Ready[], options: Pick<IngestOptions, 'origin' | 'recordId'>): Promise<(one: Ready) => Found> => {
  const { origin, recordId } = options;
  if (recordId !== undefined) {
    const existing = await recordById(tx, recordId);
    return () => ({ existing });
  }
  if (origin.kind === 'own') {
    const known = byKey(await recordsByKeys(tx, [...new Set(batch.flatMap((one) => one.received.sourceKeys))]));
    return (one) => findOwn(known, one, origin.seen);
  }
  const known = new Map((await recordsByIris(tx, batch.map((one) => one.received.iri))).map((record) => [record.iri, record]));
  return (one) => findPartners(known.get(one.received.iri), one, origin.node);
};

/** A description by the names it has before it is looked at. */
export type Named = { readonly iri: string; readonly identifiers: readonly string[] };
export type Guess = { readonly id: string; readonly known: Known | undefined };

/** Which records descriptions probably belong to, told by their names alone, so that most are looked at only once. What is stored is decided when it is stored. */
export const guessRecords = async (db: Db | Tx, named: readonly Named[], { origin, recordId }: Pick<IngestOptions, 'origin' | 'recordId'>): Promise<readonly (Guess | undefined)[]> => {
  const keysOf = ({ iri, identifiers }: Named): readonly string[] => {
    if (origin.kind === 'partner') return [iri];
    return [...(iri.startsWith('_:') ? [] : [sourceIriKey(origin.source, iri)]), ...identifiers.map((one) => sourceIdentifierKey(origin.source, one))];
  };
  const keys = [...new Set(named.flatMap(keysOf))];
  const records = recordId !== undefined ? await recordsByIds(db, [recordId]) : origin.kind === 'own' ? await recordsByKeys(db, keys) : await recordsByIris(db, keys);
  const known = new Map<string, StoredRecord>();
  for (const record of records) for (const key of origin.kind === 'own' ? record.keys : [record.iri]) if (!known.has(key)) known.set(key, record);
  return named.map((one) => {
    const found = recordId === undefined ? keysOf(one).map((key) => known.get(key)).find((record) => record !== undefined) : records[0];
    return found && { id: found.id, known: found.state === 'withdrawn' ? undefined : { version: found.version, outerHash: found.outer_hash } };
  });
};
