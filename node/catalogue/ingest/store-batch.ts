import type { LangText } from '../../../core/languages.ts';
import { textIn } from '../../../core/languages.ts';
import type { Tx } from '../../storage/db.ts';
import type { IngestOptions, IngestResult } from '../ingest-types.ts';
import type { CurrentText, RecordRow, RecordState, StoredRecord, VersionRow } from '../store.ts';
import { currentTexts, insertRecords, insertVersions, lockCatalogue, replaceTexts, touchRecords, updateRecords } from '../store.ts';
import { finder, refused } from './find.ts';
import type { Looked, Prepared, Ready } from './prepared.ts';
import type { Shown } from './show.ts';
import { showVersions } from './show.ts';

/** Looks at a description once more, now that it is known under which id; what one thread thought of it was not right any more. */
export type LookAgain = (at: number, id: string, isNew: boolean) => Promise<Prepared>;
export type StoreParts = { readonly node: { readonly id: string }; readonly countryOf: (node: string) => string; readonly newId: () => string };

type Results = (IngestResult | undefined)[];
type Place = { readonly at: number; readonly one: Ready; readonly existing: StoredRecord | undefined };
type Written = Place & { readonly one: Ready & { readonly looked: Looked } };

const isWritten = (place: Place): place is Written => place.one.looked !== undefined;

/** Whether this version goes before the public now. */
const isToBeShown = (options: Pick<IngestOptions, 'origin' | 'wanted'>, violations: number): boolean => options.origin.kind === 'partner' || ((options.wanted ?? 'publish') === 'publish' && violations === 0);

/** Draft, in review or public: an own record with a violation is never made public, and what is public already stays until the new version is clean (catalogue.md §7.1). */
const nextState = (show: boolean, shown: number | null, wanted: IngestOptions['wanted']): RecordState => {
  if (show || shown !== null) return 'published';
  return wanted === 'in-review' ? 'in-review' : 'draft';
};

/** The first of these that have nothing in common: no key, so none can be taken for another one while neither is stored. */
const leading = (batch: readonly (readonly [number, Ready])[]): number => {
  const keys = new Set<string>();
  const end = batch.findIndex(([, one]) => {
    if (one.received.sourceKeys.some((key) => keys.has(key))) return true;
    for (const key of one.received.sourceKeys) keys.add(key);
    return false;
  });
  return end < 0 ? batch.length : end;
};

const isSame = ({ existing, one }: Place): boolean => existing !== undefined && existing.version === one.version && existing.outer_hash === one.outerHash && existing.state !== 'withdrawn';

/** Same, and nothing is left to be done: it is shown, or may not be. */
const isSettled = ({ existing }: Place, text: CurrentText | undefined, wanted: IngestOptions['wanted']): boolean =>
  existing !== undefined && (existing.shown === existing.current || text?.findings.some((finding) => finding.severity === 'violation') === true || (wanted ?? 'publish') !== 'publish');

/** Stores what was worked out of a batch, in the caller's transaction and in the order given: a handful of statements, however many records. Takes the catalogue's
 *  lock. What one of them is refused for never hurts another; a throw of the database is for all of them.
 *  @see catalogue.md §6.1 (a batch is a transaction), §6.4 (same version: nothing happens), §6.6, §7.1 */
export const createStoreBatch = (parts: StoreParts) => {
  /** Each to its record, in order; those that another one of the batch decides about wait for the next round. */
  const placed = async (tx: Tx, batch: readonly (readonly [number, Ready])[], options: IngestOptions<never>, again: LookAgain, results: Results): Promise<{ places: Place[]; done: number }> => {
    const taken = batch.slice(0, leading(batch));
    const find = await finder(tx, taken.map(([, one]) => one), options);
    const places: Place[] = [];
    const ids = new Set<string>();
    for (const [done, [at, given]] of taken.entries()) {
      const { existing, refusal } = find(given);
      if (existing !== undefined && ids.has(existing.id)) return { places, done };
      if (refusal !== undefined) {
        results[at] = refusal;
        continue;
      }
      const isRight = existing === undefined ? given.isNew : existing.id === given.id;
      const one = isRight ? given : await again(at, existing?.id ?? parts.newId(), existing === undefined);
      if (one.type === 'broken') throw one.error;
      if (one.type === 'refused') {
        results[at] = refused(one.code, one.detail);
        continue;
      }
      ids.add(one.id);
      if (options.origin.kind === 'own') options.origin.seen?.add(one.id);
      places.push({ at, one, existing });
    }
    return { places, done: taken.length };
  };

  const touchUnchanged = async (tx: Tx, places: readonly Place[], texts: ReadonlyMap<string, CurrentText>, results: Results): Promise<void> => {
    for (const { at, one, existing } of places) {
      const text = texts.get(one.id);
      const state = existing?.state === 'missing' ? 'published' : existing?.state;
      results[at] = { outcome: 'unchanged', recordId: one.id, findings: text?.findings ?? [], title: shownTitle(text?.title, one.title), ...(state === undefined ? {} : { state }) };
    }
    const at = places.at(-1)?.one.at;
    if (at !== undefined) await touchRecords(tx, places.map(({ one }) => one.id), at);
  };

  const rowsOf = ({ one, existing }: Written, options: IngestOptions<never>) => {
    const { looked } = one;
    const show = isToBeShown(options, looked.violations);
    const before = existing === undefined || existing.state === 'withdrawn' ? null : existing.shown;
    // the text the public sees is never replaced by one that it must not see
    const replaces = existing !== undefined && existing.version === one.version && (existing.shown !== existing.current || show);
    const current = existing === undefined ? 1 : existing.current + (replaces ? 0 : 1);
    const shown = show ? current : before;
    // what the public reads about a shown version is not changed by a draft of the next one
    const facts = show || shown === null || existing === undefined ? one : existing;
    const state = nextState(show, before, options.wanted);
    const published = show ? one.at : null;
    const { origin } = options;
    const record: RecordRow = {
      id: one.id, iri: existing?.iri ?? one.iri, node: origin.kind === 'own' ? parts.node.id : origin.node, origin: origin.kind, source: origin.kind === 'own' ? origin.source : null,
      kind: facts.kind, title: facts.title, keys: facts.keys, chain: facts.chain, holder: facts.holder, outer_hash: one.outerHash, state, current, shown, version: one.version, published_at: existing?.published_at ?? published, at: one.at,
    };
    const version: VersionRow = {
      record_id: one.id, number: current, version: one.version, quads: looked.quads, record: looked.record, findings: JSON.stringify(looked.findings), notes: looked.notes, violations: looked.violations, warnings: looked.warnings,
      score: looked.score, scoreDetail: looked.scoreDetail, at: one.at, actor: options.actor, published_at: published,
    };
    return { show, replaces, record, version };
  };

  const write = async (tx: Tx, places: readonly Written[], texts: ReadonlyMap<string, CurrentText>, options: IngestOptions<never>, results: Results): Promise<void> => {
    const rows = places.map((place) => ({ place, ...rowsOf(place, options) }));
    const docs = await insertRecords(tx, rows.filter(({ place }) => place.existing === undefined).map(({ record }) => record));
    await updateRecords(tx, rows.filter(({ place }) => place.existing !== undefined).map(({ record }) => record));
    await insertVersions(tx, rows.filter(({ replaces }) => !replaces).map(({ version }) => version));
    await replaceTexts(tx, rows.filter(({ replaces }) => replaces).map(({ version }) => version));
    const shown = rows.filter(({ show }) => show).map(({ place: { one, existing }, record }): Shown => ({
      one, looked: one.looked, record, doc: existing?.doc ?? docs.get(one.id) ?? 0, first: existing === undefined, behind: existing?.primary_id !== null && existing?.primary_id !== undefined,
    }));
    await showVersions(tx, shown, { origin: options.origin.kind, source: options.origin.kind === 'own' ? options.origin.source : null, countryOf: parts.countryOf });
    for (const { place: { at, one, existing }, record } of rows)
      results[at] = {
        outcome: existing === undefined ? 'new' : 'changed', recordId: one.id, findings: one.looked.findings, state: record.state, title: one.title,
        ...(existing === undefined ? {} : { before: texts.get(one.id)?.quads ?? '', after: one.looked.quads }),
      };
  };

  const round = async (tx: Tx, places: readonly Place[], options: IngestOptions<never>, again: LookAgain, results: Results): Promise<void> => {
    const stored = places.flatMap(({ existing }) => (existing === undefined ? [] : [existing]));
    const changing = places.filter((place) => !isSame(place)).map(({ one }) => one.id);
    const texts = await currentTexts(tx, stored, changing);
    const unchanged = new Set(places.filter((place) => isSame(place) && isSettled(place, texts.get(place.one.id), options.wanted)));
    await touchUnchanged(tx, [...unchanged], texts, results);
    const written: Written[] = [];
    for (const place of places) {
      if (unchanged.has(place)) continue;
      const looked = place.one.looked === undefined ? await again(place.at, place.one.id, place.existing === undefined) : place.one;
      if (looked.type === 'broken') throw looked.error;
      if (looked.type === 'refused') results[place.at] = refused(looked.code, looked.detail);
      else {
        const now = { ...place, one: looked };
        if (!isWritten(now)) throw new Error('a description that is looked at again is looked at wholly');
        written.push(now);
      }
    }
    await write(tx, written, texts, options, results);
  };

  return async (tx: Tx, prepared: readonly Prepared[], options: IngestOptions<never>, again: LookAgain): Promise<readonly IngestResult[]> => {
    const results: (IngestResult | undefined)[] = prepared.map((one) => (one.type === 'refused' ? refused(one.code, one.detail) : undefined));
    const broken = prepared.find((one) => one.type === 'broken');
    if (broken !== undefined) throw broken.error;
    await lockCatalogue(tx);
    let rest = prepared.flatMap((one, at) => (one.type === 'ready' ? [[at, one] as const] : []));
    while (rest.length > 0) {
      const { places, done } = await placed(tx, rest, options, again, results);
      await round(tx, places, options, again, results);
      rest = rest.slice(done);
    }
    return results.map((result) => result ?? refused('mapping-failed', 'The record was not looked at.'));
  };
};
export type StoreBatch = ReturnType<typeof createStoreBatch>;

const shownTitle = (title: LangText | undefined, otherwise: string): string => (title === undefined ? otherwise : (textIn(title, 'en')?.text ?? otherwise));
