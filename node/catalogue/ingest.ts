import { v7 as uuid } from 'uuid';
import type { Clock } from '../../core/clock.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { graphOf } from '../../mappings/rdf/graph.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import type { Tx } from '../storage/db.ts';
import type { IngestOptions, IngestResult } from './ingest-types.ts';
import { guessRecords } from './ingest/find.ts';
import type { PrepareParts } from './ingest/prepare.ts';
import { createPrepare } from './ingest/prepare.ts';
import type { Ask } from './ingest/prepared.ts';
import { createStoreBatch } from './ingest/store-batch.ts';
import { lockCatalogue } from './store.ts';

export type IngestParts<Settings> = PrepareParts<Settings> & { readonly clock: Clock };
export type Ingest<Settings> = (tx: Tx, description: Description, options: IngestOptions<Settings>) => Promise<IngestResult>;

const identifiersOf = ({ iri, quads }: Description): string[] => graphOf(quads).objects(iri, dct.identifier).map((one) => one.value);

/** One description into the catalogue: normalised, validated, versioned, made public when it is clean (own) or as it is (partner). Works in the caller's
 *  transaction, takes the catalogue's lock, never throws for what is wrong with the description itself. A run of a source goes the same way in batches
 *  (sources/apply-phase.ts).
 *  @see catalogue.md §6.4 (same version: nothing happens), §6.6, §7.1 */
export const createIngest = <Settings>(parts: IngestParts<Settings>): Ingest<Settings> => {
  const prepare = createPrepare(parts);
  const store = createStoreBatch({ node: parts.node, countryOf: parts.countryOf, newId: uuid });
  return async (tx, description, options) => {
    const at = parts.clock.now();
    const look = (ask: Pick<Ask, 'id' | 'isNew' | 'known'>) => prepare({ ...ask, at, description }, options);
    await lockCatalogue(tx);
    const [guess] = await guessRecords(tx, [{ iri: description.iri, identifiers: identifiersOf(description) }], options);
    const prepared = await look({ id: guess?.id ?? uuid(), isNew: guess === undefined, known: guess?.known });
    const [result] = await store(tx, [prepared], options as IngestOptions<never>, (_at, id, isNew) => look({ id, isNew }));
    if (result === undefined) throw new Error('one description gives one result');
    return result;
  };
};
