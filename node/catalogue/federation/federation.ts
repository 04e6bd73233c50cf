import { msOf } from '../../../core/clock.ts';
import { AppError, isAppError } from '../../../core/errors.ts';
import type { CataloguePartner } from '../ports.ts';
import { createFeedHarvest } from './feed-harvest.ts';
import type { HarvestOutcome, HarvestParts } from './harvest.ts';
import { decideHeld, fullHarvest, harvestPartner } from './harvest.ts';
import type { StoredPartner } from './partner-store.ts';
import { partnerKnown, partnersKnown, refusalsOf } from './partner-store.ts';

export type Federation = {
  /** Reads every partner once; partners are read side by side, each at most once at a time. */
  harvestAll(): Promise<readonly HarvestOutcome[]>;
  /** Reads one partner now: on request, or when a message says that something changed. */
  harvest(node: string): Promise<HarvestOutcome>;
  partners(): Promise<readonly StoredPartner[]>;
  refusals(node: string): ReturnType<typeof refusalsOf>;
  decide(node: string, decision: 'withdraw' | 'keep', by: { readonly person: string; readonly role: string }): Promise<boolean>;
};

/** Copies of the partners' catalogues (catalogue.md §6). @param read how one partner is read: by its feed, else whole */
export const createFederation = (parts: HarvestParts, read: (partner: CataloguePartner) => Promise<HarvestOutcome>): Federation => {
  const running = new Map<string, Promise<HarvestOutcome>>();
  const once = (partner: CataloguePartner): Promise<HarvestOutcome> => {
    const known = running.get(partner.nodeId);
    if (known !== undefined) return known;
    const run = harvestPartner(parts, partner, read).finally(() => running.delete(partner.nodeId));
    running.set(partner.nodeId, run);
    return run;
  };
  const partnerNamed = (node: string): CataloguePartner => {
    const partner = parts.ports.partners().find((one) => one.nodeId === node);
    if (partner === undefined) throw new AppError('not-found', 'unknown-partner', `${node} is not a partner of this node.`);
    return partner;
  };
  return {
    harvestAll: () => Promise.all(parts.ports.partners().filter((partner) => partner.active).map(once)),
    harvest: (node) => once(partnerNamed(node)),
    partners: () => partnersKnown(parts.db),
    refusals: (node) => refusalsOf(parts.db, node),
    decide: async (node, decision, by) => {
      const done = await decideHeld(parts, node, decision, by);
      // a decision is carried out at once, not at the next schedule
      if (done) await once(partnerNamed(node));
      return done;
    },
  };
};

// a full read at least every 7 days finds what vanished without a Delete (catalogue.md §6.2)
const fullEveryMs = 7 * 86_400_000;

/** By the feed; whole when the partner has none, and once a week. */
export const createPartnerReader = (parts: HarvestParts) => {
  const byFeed = createFeedHarvest(parts);
  return async (partner: CataloguePartner): Promise<HarvestOutcome> => {
    const known = await partnerKnown(parts.db, partner.nodeId);
    const lastFull = known?.last_full ?? undefined;
    if (lastFull !== undefined && parts.clock.ms() - msOf(lastFull) > fullEveryMs) return fullHarvest(parts, partner, known?.cursor ?? null);
    try {
      return await byFeed(partner);
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'no-feed') return fullHarvest(parts, partner, known?.cursor ?? null);
      throw thrown;
    }
  };
};
