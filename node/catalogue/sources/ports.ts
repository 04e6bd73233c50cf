import type { Clock } from '../../../core/clock.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import type { NormaliseSettings } from '../../../mappings/normalise/settings.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Db, Tx } from '../../storage/db.ts';
import type { Batches } from '../ingest/batches.ts';
import type { IngestOptions, IngestResult } from '../ingest-types.ts';
import type { SourceReader } from '../../../mappings/source-events/read-event.ts';

/** Wakes a source on its schedule (job queue). What is due stays the database's word: a wake that is lost is made good by the sweep. */
export type SourceTimer = {
  all(): Promise<ReadonlyMap<string, number>>;
  set(id: string, everyMs: number): Promise<void>;
  drop(id: string): Promise<void>;
};

/** What the sources need from elsewhere; node/wiring/sources.ts passes it. */
export type SourcePorts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  /** The one pipeline: normalise, record, validate, version, store. */
  readonly ingest: (tx: Tx, description: Description, options: IngestOptions<NormaliseSettings>) => Promise<IngestResult>;
  /** The same pipeline for the many descriptions of a run. */
  readonly batches: Batches<NormaliseSettings>;
  /** Reads a source of any kind (connectors). */
  readonly read: SourceReader;
  /** How many baskets and open applications name a record, with application ids: shown before a withdrawal is decided. */
  readonly usage: (recordIds: readonly string[]) => Promise<ReadonlyMap<string, { baskets: number; applications: readonly string[] }>>;
  /** Something new is wrong with a source: its owner is told. Ids and counts only. */
  readonly notify: (note: { source: string; owner: string | undefined; email: string | undefined; run: string; code: string; detail: string }) => Promise<void>;
  /** Absent: the sweep alone starts what is due (commands, tests). */
  readonly timer?: SourceTimer | undefined;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
};
