import { v7 as uuid } from 'uuid';
import type { Clock } from '../../core/clock.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { graphOf } from '../../mappings/rdf/graph.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import type { Tx } from '../storage/db.ts';
import type { IngestOptions, IngestResult, Origin } from './ingest-types.ts';
import { guessRecords } from './ingest/find.ts';
import type { PrepareParts } from './ingest/prepare.ts';
import { createPrepare } from './ingest/prepare.ts';
import type { Ask, Prepared } from './ingest/prepared.ts';
import { createStoreBatch } from './ingest/store-batch.ts';
import { lockCatalogue } from './store.ts';

export type IngestParts<Settings> = PrepareParts<Settings> & { readonly clock: Clock };
/** A description and where it comes from; of one batch all are from one source or one partner. */
export type Given = { readonly description: Description; readonly origin: Origin };
export type Ingest<Settings> = ((tx: Tx, description: Description, options: IngestOptions<Settings>) => Promise<IngestResult>) & {
  /** The same for several, which are stored together, in their order. */
  readonly many: (tx: Tx, given: readonly Given[], options: Omit<IngestOptions<Settings>, 'origin'>) => Promise<readonly IngestResult[]>;
};

const identifiersOf = ({ iri, quads }: Description): string[] => graphOf(quads).objects(iri, dct.identifier).map((one) => one.value);

/** One description into the catalogue: normalised, validated, versioned, made public when it is clean (own) or as it is (partner). Works in the caller's
 *  transaction, takes the catalogue's lock, never throws for what is wrong with the description itself. A run of a source goes the same way, but looks at the
 *  next batch while one is stored (sources/apply-phase.ts).
 *  @see catalogue.md §6.4 (same version: nothing happens), §6.6, §7.1 */
export const createIngest = <Settings>(parts: IngestParts<Settings>): Ingest<Settings> => {
  const prepare = createPrepare(parts);
  const store = createStoreBatch({ node: parts.node, countryOf: parts.countryOf, newId: uuid });
  const many: Ingest<Settings>['many'] = async (tx, given, options) => {
    const [first] = given;
    if (first === undefined) return [];
    const at = parts.clock.now();
    const look = ({ description, origin }: Given, ask: Pick<Ask, 'id' | 'isNew' | 'known'>) => prepare({ ...ask, at, description }, { ...options, origin });
    const shared = { ...options, origin: first.origin };
    await lockCatalogue(tx);
    const guesses = await guessRecords(tx, given.map(({ description }) => ({ iri: description.iri, identifiers: identifiersOf(description) })), shared);
    const prepared: Prepared[] = [];
    for (const [n, one] of given.entries()) prepared.push(await look(one, { id: guesses[n]?.id ?? uuid(), isNew: guesses[n] === undefined, known: guesses[n]?.known }));
    return store(tx, prepared, shared as IngestOptions<never>, (n, id, isNew) => look(given[n] as Given, { id, isNew }));
  };
  const one = async (tx: Tx, description: Description, { origin, ...options }: IngestOptions<Settings>): Promise<IngestResult> => {
    const [result] = await many(tx, [{ description, origin }], options);
    if (result === undefined) throw new Error('one description gives one result');
    return result;
  };
  return Object.assign(one, { many });
};
