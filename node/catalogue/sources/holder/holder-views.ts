import type { HolderDataset } from '../../../../core/api/holder.ts';
import { instantOf, msOf } from '../../../../core/clock.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Caller } from '../../../../core/roles.ts';
import type { PropertyDiff } from '../item-store.ts';
import type { StoredRecord, StoredVersion } from '../../store.ts';
import { recordById, versionOf, versionsOf } from '../../store.ts';
import { propertyDiff } from '../diff.ts';
import type { SourcePorts } from '../ports.ts';
import { holderSource } from './door.ts';
import { holderRecords } from './holder-store.ts';
import type { HolderRecord } from './holder-store.ts';
import { overdueAfterDays, remindAfterDays } from './yearly-check.ts';

const dayMs = 86_400_000;

export type HolderVersion = { readonly number: number; readonly version: string; readonly at: string; readonly by: 'source' | 'partner' | 'holder'; readonly violations: number; readonly warnings: number; readonly score?: number };

export type HolderViews = {
  /** The caller's own descriptions, newest change first. */
  mine(caller: Caller): Promise<readonly HolderDataset[]>;
  /** What waits for staff. */
  inReview(): Promise<readonly HolderDataset[]>;
  /** Versions the caller may see: the public those that were published, its holder and staff all. */
  versions(id: string, caller: Caller | undefined): Promise<readonly HolderVersion[]>;
  /** Property by property, between two numbered versions. */
  difference(id: string, from: number, to: number, caller: Caller | undefined): Promise<readonly PropertyDiff[]>;
};

export const createHolderViews = (ports: SourcePorts): HolderViews => {
  const view = (record: HolderRecord): HolderDataset => {
    const age = (ports.clock.ms() - msOf(record.checked_at)) / dayMs;
    return {
      id: record.id, iri: record.iri, title: record.title, state: record.state as HolderDataset['state'], version: record.version, versions: record.current, violations: record.violations, warnings: record.warnings,
      changedAt: record.changed_at, checkedAt: record.checked_at, checkDue: instantOf(msOf(record.checked_at) + overdueAfterDays * dayMs), check: age >= overdueAfterDays ? 'overdue' : age >= remindAfterDays ? 'due' : 'fresh',
      ...(record.score === null ? {} : { score: record.score }), ...(record.published_at === null ? {} : { publishedAt: record.published_at }), ...(record.source === null ? {} : { source: record.source }),
    };
  };
  const seenBy = async (id: string, caller: Caller | undefined): Promise<{ record: StoredRecord; sees: (version: Pick<StoredVersion, 'published_at'>) => boolean }> => {
    const record = /^[0-9a-f-]{36}$/.test(id) ? await recordById(ports.db, id) : undefined;
    const inside = caller !== undefined && (caller.roles.some((role) => ['case-handler', 'decision-maker', 'operator', 'auditor'].includes(role)) || (caller.holder !== undefined && record?.source === `holder:${caller.holder}`));
    // a draft is nobody's business: to others it does not exist
    if (record === undefined || (!inside && record.shown === null)) throw new AppError('not-found', 'unknown-dataset', `There is no dataset ${id}.`);
    return { record, sees: (version) => inside || version.published_at !== null };
  };
  const roleOf = (actor: string): HolderVersion['by'] => (actor.startsWith('source:') ? 'source' : actor.startsWith('partner:') ? 'partner' : 'holder');
  return {
    mine: async (caller) => (await holderRecords(ports.db, { source: holderSource(caller) })).map(view),
    inReview: async () => (await holderRecords(ports.db, { states: ['in-review'] })).map(view),
    versions: async (id, caller) => {
      const { record, sees } = await seenBy(id, caller);
      return (await versionsOf(ports.db, record.id)).filter(sees).map((one) => ({ number: one.number, version: one.version, at: one.at, by: roleOf(one.actor), violations: one.violations, warnings: one.warnings, ...(one.score === null ? {} : { score: one.score }) }));
    },
    difference: async (id, from, to, caller) => {
      const { record, sees } = await seenBy(id, caller);
      const [before, after] = await Promise.all([versionOf(ports.db, record.id, from), versionOf(ports.db, record.id, to)]);
      if (before === undefined || after === undefined || !sees(before) || !sees(after)) throw new AppError('not-found', 'unknown-version', `Dataset ${id} has no such versions (${from}, ${to}).`);
      return propertyDiff(before.quads, after.quads);
    },
  };
};
