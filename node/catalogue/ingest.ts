import { v7 as uuid } from 'uuid';
import type { Clock } from '../../core/clock.ts';
import { isAppError } from '../../core/errors.ts';
import type { DatasetRecord } from '../../core/catalogue/record.ts';
import { textIn } from '../../core/languages.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import type { Tx } from '../storage/db.ts';
import { isToBeShown, publishFirst, publishVersion } from './apply-version.ts';
import type { Describe } from './describe.ts';
import type { ChainHop, Described, IngestOptions, IngestResult, Normalised, Origin } from './ingest-types.ts';
import { identityKeys, sourceKeys } from './keys.ts';
import type { StoredRecord } from './store.ts';
import { addVersion, findingsOf, lockCatalogue, recordById, recordByIri, recordsByKeys, replaceText, touchRecord } from './store.ts';
import { sameAsOf, takeOver } from './take-over.ts';

export type IngestParts<Settings> = {
  readonly clock: Clock;
  readonly node: { readonly id: string; readonly country: string };
  readonly publicUrl: string;
  readonly normalise: (description: Description, settings: Settings | undefined) => Normalised | Promise<Normalised>;
  readonly toRecord: (description: Description) => DatasetRecord;
  readonly describe: Describe;
  readonly countryOf: (node: string) => string;
};
export type Ingest<Settings> = (tx: Tx, description: Description, options: IngestOptions<Settings>) => Promise<IngestResult>;

const isSame = (existing: StoredRecord, now: { readonly version: string; readonly outerHash: string }): boolean =>
  existing.version === now.version && existing.outer_hash === now.outerHash && existing.state !== 'withdrawn';

type Found = { readonly existing: StoredRecord | undefined; readonly refusal?: IngestResult };
const refused = (code: string, detail: string, outcome: 'refused' | 'duplicate' = 'refused'): IngestResult => ({ outcome, code, detail, findings: [] });

/** The record a source's description belongs to: by the IRI it had there, else by identifier (catalogue.md §6.6). */
const findOwn = async (tx: Tx, record: DatasetRecord, source: string, seen: Set<string> | undefined): Promise<Found> => {
  const keys = sourceKeys(source, record);
  if (keys.iri === undefined && keys.identifiers.length === 0)
    return { existing: undefined, refusal: refused('no-identifier', `The dataset "${textIn(record.title, 'en')?.text ?? ''}" has neither an address nor an identifier: give it dct:identifier.`) };
  const found = await recordsByKeys(tx, [...(keys.iri === undefined ? [] : [keys.iri]), ...keys.identifiers]);
  const byIri = found.find((known) => keys.iri !== undefined && known.keys.includes(keys.iri));
  const clash = found.find((known) => known !== byIri && known.state !== 'withdrawn' && (seen === undefined || seen.has(known.id) || byIri !== undefined));
  if (clash !== undefined)
    return { existing: undefined, refusal: refused('duplicate-identifier', `Two records of this source carry one identifier (${record.identifier.join(', ')}): this one and "${clash.title}". The older one stays.`, 'duplicate') };
  return { existing: byIri ?? found[0] };
};

const find = async (tx: Tx, record: DatasetRecord, options: IngestOptions): Promise<Found> => {
  if (options.recordId !== undefined) return { existing: await recordById(tx, options.recordId) };
  if (options.origin.kind === 'own') return findOwn(tx, record, options.origin.source, options.origin.seen);
  const known = await recordByIri(tx, record.iri);
  if (known !== undefined && known.origin === 'own') return { existing: undefined, refusal: refused('duplicate-identifier', `${record.iri} is a record of this node.`, 'duplicate') };
  if (known !== undefined && known.node !== options.origin.node) return { existing: undefined, refusal: refused('duplicate-identifier', `${record.iri} is already published by ${known.node}.`, 'duplicate') };
  return { existing: known };
};

const issuerOf = (record: DatasetRecord): string | undefined => {
  const agent = record.custodian ?? record.publisher;
  return agent === undefined ? undefined : textIn(agent.name, 'en')?.text;
};

/** Where the record came from: of an own record the holder's own publication, of a partner's what the partner told and then the partner itself. */
const chainOf = (origin: Origin, received: DatasetRecord): readonly ChainHop[] => {
  if (origin.kind === 'partner') return [...(origin.chain ?? []), { publisher: origin.node, iri: `${received.iri}#record` }];
  return received.iri.startsWith('_:') ? [] : [{ publisher: issuerOf(received) ?? origin.source, iri: received.iri }];
};

/** One description into the catalogue: normalised, validated, versioned, made public when it is clean (own) or as it is (partner). Works in the caller's
 *  transaction, takes the catalogue's lock, never throws for what is wrong with the description itself.
 *  @see catalogue.md §6.4 (same version: nothing happens), §6.6, §7.1 */
export const createIngest = <Settings>(parts: IngestParts<Settings>): Ingest<Settings> => {
  const store = async (tx: Tx, normalised: Normalised, options: IngestOptions<Settings>): Promise<IngestResult> => {
    const received = parts.toRecord(normalised.description);
    await lockCatalogue(tx);
    const { existing, refusal } = await find(tx, received, options);
    if (refusal !== undefined) return refusal;
    const id = existing?.id ?? uuid();
    const own = options.origin.kind === 'own';
    const description = own ? takeOver(normalised.description, `${parts.publicUrl}/dataset/${id}`, issuerOf(received)) : normalised.description;
    const identified = await parts.describe.identify(description, own);
    if (own) options.origin.seen?.add(id);
    if (existing !== undefined && isSame(existing, identified)) {
      const findings = await findingsOf(tx, id, existing.current);
      const settled = existing.shown === existing.current || findings.some((f) => f.severity === 'violation') || (options.wanted ?? 'publish') !== 'publish';
      if (settled) {
        await touchRecord(tx, id, parts.clock.now());
        return { outcome: 'unchanged', recordId: id, findings, state: existing.state === 'missing' ? 'published' : existing.state };
      }
    }
    const described = await parts.describe.examine(identified);
    return write(tx, { id, existing, received, description, described, notes: normalised.notes }, options);
  };

  type Work = { id: string; existing: StoredRecord | undefined; received: DatasetRecord; description: Description; described: Described; notes: readonly unknown[] };
  const write = async (tx: Tx, work: Work, options: IngestOptions<Settings>): Promise<IngestResult> => {
    const { id, existing, received, described } = work;
    const at = parts.clock.now();
    const { origin } = options;
    const violations = described.findings.filter((f) => f.severity === 'violation').length;
    const kept = origin.kind === 'own' ? sourceKeys(origin.source, received) : undefined;
    const keys = [...new Set([...identityKeys(described.record, sameAsOf(work.description)), ...(kept?.iri === undefined ? [] : [kept.iri]), ...(kept?.identifiers ?? [])])];
    const title = textIn(described.record.title, 'en')?.text ?? described.record.iri;
    const node = origin.kind === 'own' ? parts.node.id : origin.node;
    const facts = { kind: described.record.kind, title, keys, chain: chainOf(origin, received), holder: issuerOf(described.record) ?? null, outer_hash: described.outerHash };
    const version = {
      version: described.version, quads: described.quads, record: described.record, findings: described.findings, notes: work.notes, violations,
      warnings: described.findings.filter((f) => f.severity === 'warning').length, score: described.score.points, score_detail: described.score.detail, at, actor: options.actor,
    };
    const wanted = options.wanted ?? 'publish';
    const publish = { id, facts, described, violations, wanted, origin: origin.kind, node, country: parts.countryOf(node), at };
    if (existing === undefined) {
      const state = await publishFirst(tx, publish, origin.kind === 'own' ? origin.source : null, { record_id: id, ...version });
      return { outcome: 'new', recordId: id, findings: described.findings, state };
    }
    // the text the public sees is never replaced by one that it must not see
    const replaceable = existing.shown !== existing.current || isToBeShown({ origin: origin.kind, wanted, violations });
    if (existing.version === described.version && replaceable) await replaceText(tx, id, existing.current, version);
    else await addVersion(tx, { record_id: id, ...version });
    const state = await publishVersion(tx, publish);
    return { outcome: 'changed', recordId: id, findings: described.findings, state };
  };

  return async (tx, description, options) => {
    try {
      const normalised = options.origin.kind === 'own' ? await parts.normalise(description, options.settings) : { description, notes: [] };
      return await store(tx, normalised, options);
    } catch (thrown) {
      if (!isAppError(thrown)) throw thrown;
      return refused(thrown.code, thrown.detail);
    }
  };
};
