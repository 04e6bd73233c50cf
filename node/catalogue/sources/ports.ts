import type { Clock } from '../../../core/clock.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import type { NormaliseSettings } from '../../../mappings/normalise/settings.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Db, Tx } from '../../storage/db.ts';
import type { IngestOptions, IngestResult } from '../ingest-types.ts';
import type { SourceReader } from '../../../mappings/source-events/read-event.ts';

/** What the sources need from elsewhere; node/wiring/sources.ts passes it. */
export type SourcePorts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  /** The one pipeline: normalise, record, validate, version, store. */
  readonly ingest: (tx: Tx, description: Description, options: IngestOptions<NormaliseSettings>) => Promise<IngestResult>;
  /** Reads a source of any kind (connectors). */
  readonly read: SourceReader;
  /** How many baskets and open applications name a record, with application ids: shown before a withdrawal is decided. */
  readonly usage: (recordIds: readonly string[]) => Promise<ReadonlyMap<string, { baskets: number; applications: readonly string[] }>>;
  /** Something new is wrong with a source: its owner is told. Ids and counts only. */
  readonly notify: (note: { source: string; owner: string | undefined; email: string | undefined; run: string; code: string; detail: string }) => Promise<void>;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
};
