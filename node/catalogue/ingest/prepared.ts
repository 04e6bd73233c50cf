import type { Finding } from '../../../core/catalogue/finding.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import type { KeptAgent } from '../agent-store.ts';
import type { EntityText } from '../feed/entities.ts';
import type { ChainHop, IngestOptions } from '../ingest-types.ts';
import type { SearchRow } from '../search/row.ts';

/* What is worked out about a description before anything is stored. Plain data: it may come from another thread. */

/** What is stored under the id that a description is thought to belong to; absent for a record nobody knows yet. */
export type Known = { readonly version: string; readonly outerHash: string | null };

/** A description to be looked at as the record `id`. With `known`, one that says the same again is not validated. */
export type Ask = { readonly id: string; readonly isNew: boolean; readonly at: string; readonly description: Description; readonly known?: Known | undefined };

/** Options as far as the looking needs them: what a run has seen stays with the run. */
export type LookOptions<Settings = unknown> = Pick<IngestOptions<Settings>, 'origin' | 'settings'>;

/** Everything that is stored of a version: texts as the database takes them, JSON written out. */
export type Looked = {
  readonly quads: string; readonly record: string; readonly findings: readonly Finding[]; readonly violations: number; readonly warnings: number;
  readonly score: number; readonly scoreDetail: string; readonly notes: string;
  /** The search row of the version when it is shown. */
  readonly search: SearchRow;
  readonly agents: readonly KeptAgent[];
  /** Entities of the feed, references first, the dataset last; none of a partner's record. */
  readonly entities: readonly EntityText[];
};

export type Ready = {
  readonly type: 'ready';
  readonly id: string; readonly isNew: boolean; readonly at: string;
  readonly iri: string; readonly kind: 'dataset' | 'series'; readonly title: string; readonly keys: readonly string[]; readonly chain: readonly ChainHop[]; readonly holder: string | null;
  readonly version: string; readonly outerHash: string;
  /** As it was received: how its source, or its partner, knows it. */
  readonly received: { readonly iri: string; readonly title: string; readonly identifiers: readonly string[]; readonly sourceKeys: readonly string[]; readonly iriKey: string | undefined };
  /** Absent when it says what `known` says. */
  readonly looked?: Looked | undefined;
};

/** `refused`: something is wrong with the description. `broken`: something went wrong here. */
export type Prepared = Ready | { readonly type: 'refused'; readonly code: string; readonly detail: string } | { readonly type: 'broken'; readonly error: unknown };

/** Looks at a description: normalised, identified and, unless it is known already, validated. Never throws. */
export type Prepare<Settings = unknown> = (ask: Ask, options: LookOptions<Settings>) => Promise<Prepared>;
