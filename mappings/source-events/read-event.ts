import type { SourceConfig } from '../../core/api/sources.ts';
import type { Instant } from '../../core/clock.ts';
import type { RecordProblem } from '../dcat-builder/mapped.ts';
import type { Description } from '../rdf/description.ts';

/** What a reader tells while it walks a source, in order. */
export type ReadEvent =
  | { readonly type: 'description'; readonly description: Description }
  /** The source says, or a conditional request showed, that this record is as before. */
  | { readonly type: 'unchanged'; readonly iri: string }
  /** A page is as it was, and so are the records it holds. */
  | { readonly type: 'unchanged-page'; readonly records: readonly string[] }
  | { readonly type: 'problem'; readonly problem: RecordProblem }
  /** Explicit deletion: as:Delete, 410, FHIR history DELETE, CKAN private (catalogue.md §6.5). */
  | { readonly type: 'gone'; readonly iri: string; readonly reason: string }
  /** A page is complete: a run that is cut off later goes on from `position`. */
  | { readonly type: 'page'; readonly position?: string }
  | { readonly type: 'total'; readonly total: number }
  | { readonly type: 'title'; readonly title: string }
  /** Only what changed was read: nothing that was not seen is missing. */
  | { readonly type: 'partial' }
  /** The whole source is as it was (304, or same bytes): every record counts as seen. */
  | { readonly type: 'not-modified' }
  /** A page failed, a loop was found, a limit was hit: the walk goes no further and nothing is missing. */
  | { readonly type: 'incomplete'; readonly code: string; readonly detail: string }
  /** Where the next incremental run starts, if this one succeeds. */
  | { readonly type: 'next-position'; readonly position: string };

/** What a page of a catalogue told: the IRIs of its records and where it leads. */
export type KeptPage = { readonly records: readonly string[]; readonly next?: string | undefined; readonly total?: number | undefined; readonly title?: string | undefined };

/** What was kept of an address's last answer. With `page` it stands for one page, whose records are stored as they were then; else for the whole source. */
export type Remembered = { readonly etag?: string; readonly lastModified?: string; readonly hash?: string; readonly page?: KeptPage };

export type ReadContext = {
  readonly source: SourceConfig;
  /** Where a cut-off run goes on; undefined: from the start. */
  readonly resumeFrom: string | undefined;
  /** Position of the last good run for incremental reading; undefined: read everything. */
  readonly position: string | undefined;
  readonly full: boolean;
  readonly now: Instant;
  readonly signal: AbortSignal;
  /** Conditional requests (§6.2). A full run asks too: an unchanged page still counts as read. */
  readonly recall: (url: string) => Promise<Remembered | undefined>;
  readonly remember: (url: string, answer: { etag?: string | undefined; lastModified?: string | undefined; status: number; bytes: number; hash: string; page?: KeptPage | undefined }) => Promise<void>;
};

/** Reads one source. Throws AppError when nothing can be read at all: the run then fails with that sentence. */
export type SourceReader = (context: ReadContext) => AsyncIterable<ReadEvent>;
