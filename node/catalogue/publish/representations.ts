import { createHash } from 'node:crypto';
import { AppError } from '../../../core/errors.ts';
import { descriptionPrefixes } from '../../../core/vocabulary/prefixes.ts';
import { serialise } from '../../../mappings/rdf/serialise.ts';
import type { Db } from '../../storage/db.ts';
import type { StoredRecord, StoredVersion } from '../store.ts';
import { publishedVersionOf, recordById, versionOf } from '../store.ts';
import { catalogRecord, parseStored } from './catalog-record.ts';
import type { Extension } from './negotiate.ts';
import { mediaTypeOf } from './negotiate.ts';

/** Counted up when serialising changes, so that old ETags do not survive (catalogue.md §5.3). */
const serialiserVersion = 2;
// 64 MB of finished texts: a few thousand records in all formats
const keptBytes = 64 * 1024 * 1024;

export type Head = { readonly record: StoredRecord; readonly version: StoredVersion };
export type Representation = { readonly body: Buffer; readonly etag: string; readonly lastModified: string };

export const etagOf = (...parts: readonly (string | number)[]): string => `"${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32)}"`;
export const recordIriOf = (record: StoredRecord): string => `${record.iri}#record`;

/** Withdrawn is an answer of its own: 410 with title, date, reason and successor. */
export const goneError = (record: StoredRecord): AppError =>
  new AppError('gone', 'withdrawn', `"${record.title}" was withdrawn on ${(record.withdrawn_at ?? '').slice(0, 10)}: ${record.reason ?? 'no reason given'}.`, {
    extra: { id: record.id, iri: record.iri, datasetTitle: record.title, withdrawnAt: record.withdrawn_at, reason: record.reason, ...(record.successor === null ? {} : { successor: record.successor }) },
  });

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

/** Public records in their formats. Heads (which version is shown) and finished texts are kept in memory while nothing in the catalogue changed, at most 64 MB. */
export const createRepresentations = (parts: { readonly db: Db; readonly newestChange: () => Promise<number> }) => {
  let heads = new Map<string, Head>();
  let headsAt = -1;
  const texts = new Map<string, Representation>();
  let bytes = 0;

  const read = async (id: string): Promise<Head> => {
    const record = isUuid(id) ? await recordById(parts.db, id) : undefined;
    // withdrawn before anybody saw it: it never was here
    if (record === undefined || (record.state === 'withdrawn' && record.published_at === null)) throw new AppError('not-found', 'unknown-dataset', `There is no dataset ${id} here.`);
    if (record.state === 'withdrawn') throw goneError(record);
    const version = record.shown === null ? undefined : await versionOf(parts.db, record.id, record.shown);
    // a draft is nobody's business yet
    if (version === undefined) throw new AppError('not-found', 'unknown-dataset', `There is no dataset ${id} here.`);
    return { record, version };
  };
  /** The version the public sees now. @throws AppError `unknown-dataset`, `withdrawn` (410) */
  const head = async (id: string): Promise<Head> => {
    const change = await parts.newestChange();
    if (change !== headsAt) {
      heads = new Map();
      headsAt = change;
    }
    const known = heads.get(id);
    if (known !== undefined) return known;
    const found = await read(id);
    if (heads.size > 2_000) heads.clear();
    if (change === headsAt) heads.set(id, found);
    return found;
  };
  /** The public version, or an older one by its hash. @throws AppError `unknown-version` */
  const at = async (id: string, hash: string | undefined): Promise<Head> => {
    const now = await head(id);
    if (hash === undefined || hash === now.version.version) return now;
    // versions that were never public are not served
    const version = await publishedVersionOf(parts.db, now.record.id, hash);
    if (version === undefined) throw new AppError('not-found', 'unknown-version', `Dataset ${id} has no version ${hash}.`);
    return { record: now.record, version };
  };
  const remember = (key: string, made: Representation): void => {
    texts.set(key, made);
    bytes += made.body.length;
    for (const [oldest, old] of texts) {
      if (bytes <= keptBytes || oldest === key) break;
      texts.delete(oldest);
      bytes -= old.body.length;
    }
  };
  const quadsOf = ({ record, version }: Head) => [
    ...parseStored(version.quads),
    ...catalogRecord({
      id: record.id, iri: record.iri, recordIri: recordIriOf(record), version: version.version, state: record.state,
      publishedAt: record.published_at, changedAt: version.at, chain: record.chain,
    }),
  ];
  /** A record as RDF. The text is made once per version, what its agents say, and format. */
  const rdf = (found: Head, format: Extension): Representation => {
    const marks = [found.version.version, found.record.outer_hash ?? '', found.record.state];
    const key = `${found.record.id} ${marks.join(' ')} ${format}`;
    const known = texts.get(key);
    if (known !== undefined) return known;
    const mediaType = mediaTypeOf(format);
    const body = Buffer.from(serialise(quadsOf(found), mediaType, descriptionPrefixes));
    const made = { body, etag: etagOf(...marks, mediaType, serialiserVersion), lastModified: found.record.changed_at };
    remember(key, made);
    return made;
  };
  return { head, at, rdf, quadsOf };
};
export type Representations = ReturnType<typeof createRepresentations>;
