import type { NodeFreshness } from '../../core/api/datasets.ts';
import type { LangText } from '../../core/languages.ts';
import { msOf } from '../../core/clock.ts';
import type { Db } from '../storage/db.ts';
import type { StoredPartner } from './federation/partner-store.ts';
import { countsByNode, partnersKnown } from './federation/partner-store.ts';
import type { CataloguePartner } from './ports.ts';
import { createChangeWatch } from './search/row-store.ts';
import { sharedQuestion } from './search/shared-question.ts';

type State = NodeFreshness['state'];

/** Fresh: the last complete harvest is younger than two schedules (catalogue.md §6.3). Judged from data that arrived, not from intentions. */
export const stateOf = (known: StoredPartner | undefined, nowMs: number, everyMs: number): State => {
  if (known?.last_complete === null || known?.last_complete === undefined) return known !== undefined && known.failures > 0 ? 'unreachable' : 'never';
  if (known.failures > 0) return 'unreachable';
  // a harvest itself takes time: ten seconds of grace keep a short schedule from flickering
  return nowMs - msOf(known.last_complete) <= 2 * everyMs + 10_000 ? 'fresh' : 'stale';
};

export type FreshnessParts = {
  readonly db: Db;
  readonly clock: { ms(): number };
  readonly everyMs: number;
  readonly own: { readonly id: string; readonly name: LangText };
  readonly partners: () => readonly CataloguePartner[];
};

/** Every node of the consortium with the state of its catalogue here; one that was never reached is listed, too. */
export const createFreshness = (parts: FreshnessParts) => {
  const newestChange = createChangeWatch(parts.db);
  let counted: { readonly change: number; readonly counts: Promise<ReadonlyMap<string, number>> } | undefined;
  /** Records per node; counted anew only after something was committed, because every search asks. */
  const counts = async (): Promise<ReadonlyMap<string, number>> => {
    const change = await newestChange();
    if (counted?.change !== change) counted = { change, counts: countsByNode(parts.db) };
    const asked = counted;
    try {
      return await asked.counts;
    } catch (error) {
      // a failure is not an answer to keep
      if (counted === asked) counted = undefined;
      throw error;
    }
  };
  // every search asks
  return sharedQuestion(async (): Promise<readonly NodeFreshness[]> => {
    const [known, counted] = await Promise.all([partnersKnown(parts.db), counts()]);
    return list(parts, known, counted);
  });
};

const list = (parts: FreshnessParts, known: readonly StoredPartner[], counts: ReadonlyMap<string, number>): readonly NodeFreshness[] => {
  const byNode = new Map(known.map((partner) => [partner.node, partner]));
  const partners = parts.partners();
  const listed = new Set<string>([parts.own.id, ...partners.map((partner) => partner.nodeId)]);
  const now = parts.clock.ms();
  const row = (node: string, name: LangText): NodeFreshness => {
    const last = byNode.get(node)?.last_complete;
    return { node, name, state: stateOf(byNode.get(node), now, parts.everyMs), datasets: counts.get(node) ?? 0, hits: 0, ...(last === null || last === undefined ? {} : { lastHarvest: last }) };
  };
  return [
    { node: parts.own.id, name: parts.own.name, state: 'own', datasets: counts.get(parts.own.id) ?? 0, hits: 0 },
    ...partners.map((partner) => row(partner.nodeId, partner.name)),
    // records of a node that has left the directory stay visible, marked by their last harvest
    ...[...counts.keys()].filter((node) => !listed.has(node)).map((node) => row(node, { en: node })),
  ];
};
