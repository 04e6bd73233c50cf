import { createHash } from 'node:crypto';
import type { SourceConfig } from '../../../core/api/sources.ts';
import type { Instant } from '../../../core/clock.ts';
import { msOf } from '../../../core/clock.ts';
import { isAppError } from '../../../core/errors.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { recordLimits } from '../../../mappings/rdf/limits.ts';
import { inTransaction } from '../../storage/db.ts';
import { recordRefusal, storable } from '../record-check.ts';
import type { NewItem } from './item-store.ts';
import { addItems, addUnchanged } from './item-store.ts';
import { toPayload } from './payload.ts';
import type { SourcePorts } from './ports.ts';
import type { ReadContext, ReadEvent } from '../../../mappings/source-events/read-event.ts';
import type { StoredRun } from './run-store.ts';
import { saveProgress } from './run-store.ts';
import type { StoredSource } from './source-store.ts';
import { allIris, knownRecords, sawRecords } from './source-store.ts';
import type { UrlMemory } from './url-store.ts';
import { recallUrl } from './url-store.ts';

/** What a walk of the source told beside its records. */
export type Walk = {
  complete: boolean;
  /** Only changes were read. */
  partial: boolean;
  notModified: boolean;
  total: number | undefined;
  title: string | undefined;
  nextPosition: string | undefined;
  pages: number;
  read: number;
  code: string | undefined;
  detail: string | undefined;
  /** Answers to be remembered when the run has ended well. */
  readonly memories: Map<string, UrlMemory>;
};

/** A record's name as the report can hold it: it is an index key. The address of a fit record (record-check.ts) is kept whole. */
const nameable = (iri: string): string => (Buffer.byteLength(iri) > 2_048 ? `${storable(iri).slice(0, 500)}…` : storable(iri));

const batchSize = 200;
export const defaultRunLimits = { pages: 10_000, records: 200_000, runMs: 6 * 3_600_000 };

// Raised when normalisation or mapping rules change: every record is then looked at again although its source did not change.
const rulesVersion = '1';

/** What else decides what becomes of a description: rules and settings. */
export const saltOf = (config: Pick<SourceConfig, 'defaults' | 'options'>): string => createHash('sha256').update(JSON.stringify([rulesVersion, config.defaults, config.options])).digest('hex').slice(0, 16);

/** Addresses are remembered only by what was made of them: other rules or settings, and everything is read again. A run that was cut off
 *  and a dry run ask for everything. */
const contextOf = (ports: SourcePorts, source: StoredSource, run: StoredRun, salt: string, walk: Walk, now: Instant, signal: AbortSignal): ReadContext => ({
  source: source.config,
  resumeFrom: run.position ?? undefined,
  position: run.is_full ? undefined : (source.position ?? undefined),
  full: run.is_full,
  now,
  signal,
  recall: async (url) => {
    const memory = run.mode === 'run' && run.position === null ? await recallUrl(ports.db, source.id, url) : undefined;
    if (memory === undefined || !memory.hash.startsWith(`${salt}:`)) return undefined;
    return { hash: memory.hash.slice(salt.length + 1), ...(memory.etag === null ? {} : { etag: memory.etag }), ...(memory.last_modified === null ? {} : { lastModified: memory.last_modified }), ...(memory.page === null ? {} : { page: memory.page }) };
  },
  remember: (url, answer) => {
    walk.memories.set(url, { etag: answer.etag ?? null, last_modified: answer.lastModified ?? null, status: answer.status, bytes: answer.bytes, hash: `${salt}:${answer.hash}`, page: answer.page ?? null });
    return Promise.resolve();
  },
});

/** Walks the source and writes what it meets as items of the run: descriptions that may differ from what is stored wait as `planned`, the
 *  others are `unchanged` at once. Nothing of the catalogue is touched. Memory holds one batch.
 *  @throws AppError when the source cannot be read at all */
export const readSource = async (ports: SourcePorts, source: StoredSource, run: StoredRun, signal: AbortSignal): Promise<Walk> => {
  const asked = source.config.limits;
  const limits = { pages: asked.pages ?? defaultRunLimits.pages, records: asked.records ?? defaultRunLimits.records, runMs: asked.runMs ?? defaultRunLimits.runMs };
  const salt = saltOf(source.config);
  const walk: Walk = { complete: true, partial: false, notModified: false, total: undefined, title: undefined, nextPosition: undefined, pages: run.pages, read: 0, code: undefined, detail: undefined, memories: new Map() };
  let waiting: Description[] = [];
  let items: NewItem[] = [];

  const stop = (code: string, detail: string): void => {
    walk.complete = false;
    walk.code = code;
    walk.detail = detail;
  };

  const plan = async (): Promise<void> => {
    const payloads = waiting.map((description) => toPayload(description, salt));
    waiting = [];
    const known = await knownRecords(ports.db, source.id, payloads.map((payload) => payload.iri));
    for (const payload of payloads) {
      const bytes = Buffer.byteLength(payload.text);
      if (bytes > recordLimits.maxBytes) {
        items.push({ record: payload.iri, outcome: 'refused', identifiers: payload.identifiers, code: 'too-large', detail: `The description has ${bytes} bytes; the limit for one record is ${recordLimits.maxBytes}.` });
        continue;
      }
      const before = known.get(payload.iri);
      const same = before !== undefined && before.hash === payload.hash && before.withdrawn_at === null && before.missing_since === null && before.record_id !== null;
      const common = { record: payload.iri, title: payload.title, identifiers: payload.identifiers, hash: payload.hash };
      items.push(same ? { ...common, outcome: 'unchanged', recordId: before.record_id ?? undefined } : { ...common, outcome: 'planned', recordId: before?.record_id ?? undefined, quads: payload.text });
    }
  };

  /** @param unchanged records of a page that is as it was */
  const flush = async (position: string | undefined, unchanged: readonly string[] = []): Promise<void> => {
    await plan();
    const batch = items;
    items = [];
    const at = ports.clock.now();
    await inTransaction(ports.db, async (tx) => {
      await addItems(tx, run.id, batch);
      if (unchanged.length > 0) await addUnchanged(tx, run.id, source.id, unchanged);
      if (run.mode === 'run') await sawRecords(tx, source.id, [...batch.filter((item) => item.outcome === 'unchanged').map((item) => item.record), ...unchanged], run.id, at);
      await saveProgress(tx, run.id, { position, pages: walk.pages, total: walk.total, nextPosition: walk.nextPosition }, at);
    });
  };

  const take = async (event: ReadEvent): Promise<void> => {
    switch (event.type) {
      case 'description': {
        walk.read += 1;
        // told before it is written anywhere: a record that is too large or cannot be stored costs its neighbours nothing
        const unfit = recordRefusal(event.description);
        if (unfit === undefined) waiting.push(event.description);
        else items.push({ record: nameable(event.description.iri), outcome: 'refused', ...unfit });
        break;
      }
      case 'unchanged': {
        walk.read += 1;
        const before = (await knownRecords(ports.db, source.id, [event.iri])).get(event.iri);
        items.push({ record: event.iri, outcome: 'unchanged', recordId: before?.record_id ?? undefined, title: before?.title ?? undefined });
        break;
      }
      case 'unchanged-page':
        walk.read += event.records.length;
        await flush(undefined, event.records);
        break;
      case 'problem': {
        const { problem } = event;
        const text = (words: string | undefined): string | undefined => (words === undefined ? undefined : storable(words));
        items.push({ record: nameable(problem.record ?? source.id), outcome: problem.severity === 'refused' ? 'refused' : 'problem', code: problem.code, detail: text(problem.detail), field: text(problem.field), value: text(problem.value), line: problem.line });
        break;
      }
      case 'gone':
        items.push({ record: nameable(event.iri), outcome: 'to-withdraw', code: 'explicit', detail: storable(event.reason) });
        break;
      case 'page':
        walk.pages += 1;
        await flush(event.position);
        if (walk.pages > limits.pages) stop('too-large', `the source has more than ${limits.pages} pages, which is the limit`);
        break;
      case 'total':
        walk.total = event.total;
        break;
      case 'title':
        walk.title = storable(event.title).slice(0, 1000);
        break;
      case 'partial':
        walk.partial = true;
        break;
      case 'not-modified':
        walk.notModified = true;
        break;
      case 'incomplete':
        stop(event.code, event.detail);
        break;
      case 'next-position':
        walk.nextPosition = event.position;
        break;
    }
  };

  try {
    for await (const event of ports.read(contextOf(ports, source, run, salt, walk, ports.clock.now(), signal))) {
      await take(event);
      if (walk.read > limits.records) stop('too-large', `the source has more than ${limits.records} records, which is the limit`);
      if (ports.clock.ms() - msOf(run.started_at) > limits.runMs) stop('source-timeout', 'the run took longer than its limit');
      if (!walk.complete) break;
      if (waiting.length + items.length >= batchSize) await flush(undefined);
    }
  } catch (error) {
    await flush(undefined);
    if (!isAppError(error)) throw error;
    if (walk.read === 0 && walk.pages === 0) throw error;
    stop(error.code, error.detail);
  }
  if (walk.notModified) {
    const iris = await allIris(ports.db, source.id);
    walk.read = iris.length;
    for (const { iri, record_id, title } of iris) items.push({ record: iri, outcome: 'unchanged', recordId: record_id ?? undefined, title: title ?? undefined });
  }
  await flush(undefined);
  if (walk.complete && !walk.partial && walk.total !== undefined && Math.abs(walk.total - walk.read) > walk.total / 100)
    stop('incomplete', `the source says it has ${walk.total} records, but ${walk.read} were read`);
  return walk;
};
