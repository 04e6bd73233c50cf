import type { Quad } from 'n3';
import type { Finding } from '../../core/catalogue/finding.ts';
import type { DatasetRecord } from '../../core/catalogue/record.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Description } from '../../mappings/rdf/description.ts';

/** One hop of the origin chain (catalogue.md §6.6): whose catalogue, which record there, since when. Holder first, nearest last. */
export type ChainHop = { readonly publisher: string; readonly iri: string; readonly issued?: string };

/** Where a description comes from. `seen` holds the record ids of the run so far: two records of one run with one identifier are told apart by it. */
export type Origin =
  | { readonly kind: 'own'; readonly source: string; readonly seen?: Set<string> }
  | { readonly kind: 'partner'; readonly node: NodeId; readonly chain?: readonly ChainHop[] };

export type IngestOptions<Settings = unknown> = {
  readonly origin: Origin;
  /** Normalisation settings of the source (defaults, which aliases are on); undefined: none. */
  readonly settings?: Settings;
  /** `source:<id>`, `partner:<node>`, or a person's id. */
  readonly actor: string;
  /** Own records: `publish` (default) shows the version when it has no violation; `draft` and `in-review` only store it. */
  readonly wanted?: 'publish' | 'draft' | 'in-review';
  /** Holder's API: the record to write to, whatever identifiers the description carries. */
  readonly recordId?: string;
};

/** What happened to one description; one bad record never throws (catalogue.md §6.8). `duplicate`: refused, the older one stays. */
export type IngestResult = {
  readonly outcome: 'new' | 'changed' | 'unchanged' | 'refused' | 'duplicate';
  readonly recordId?: string;
  /** §6.8 code and a sentence, when refused or duplicate. */
  readonly code?: string;
  readonly detail?: string;
  readonly findings: readonly Finding[];
  readonly state?: 'draft' | 'in-review' | 'published' | 'missing' | 'withdrawn';
  /** Title of the current version. */
  readonly title?: string;
  /** Of a changed record: its text in N-Quads, before and now. */
  readonly before?: string;
  readonly after?: string;
};

/** A description after normalisation: what the rules changed is in `notes`. */
export type Normalised = { readonly description: Description; readonly notes: readonly unknown[] };

/** A description looked at from all sides. `quads` is the lossless N-Quads text, `statements` the same as quads. */
export type Described = {
  readonly quads: string;
  readonly statements: readonly Quad[];
  /** The line of `quads` that a statement is. */
  readonly lineOf: (quad: Quad) => string;
  readonly version: string;
  /** Hash of what is said beyond the own graph (agents): it may change while the version stays. */
  readonly outerHash: string;
  readonly record: DatasetRecord;
  readonly findings: readonly Finding[];
  readonly score: { readonly points: number; readonly detail: unknown };
};
