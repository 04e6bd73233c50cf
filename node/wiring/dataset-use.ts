import type { Parts } from '../applications/parts.ts';
import { usesOfDatasets } from '../applications/dataset-use-store.ts';
import type { SourcePorts } from '../catalogue/sources/ports.ts';
import type { Usage } from '../catalogue/usage/usage.ts';
import type { Db } from '../storage/db.ts';

/** Own records by their published address: applications name datasets by it, wherever they were entered. */
const addresses = (publicUrl: string) => {
  const base = `${publicUrl}/dataset/`;
  return { iriOf: (id: string): string => base + id, idOf: (iri: string): string | undefined => (iri.startsWith(base) ? iri.slice(base.length) : undefined) };
};

/** What a person who decides over withdrawals is shown: drafts and open applications per record (catalogue.md §6.5). */
export const datasetUses = (db: Db, publicUrl: string): SourcePorts['usage'] => async (ids) => {
  const { iriOf, idOf } = addresses(publicUrl);
  const uses = await usesOfDatasets(db, ids.map(iriOf));
  return new Map(uses.map((use) => [idOf(use.iri) ?? '', { baskets: use.drafts, applications: use.applications }]));
};

/** Counts for the use figures (D5.3 §9.5.5): a dataset in a draft of this node, and an application for an own dataset that arrived here. */
export const countUse = (usage: Pick<Usage, 'count'>, publicUrl: string): NonNullable<Parts['used']> => (kind, datasets) => {
  const { idOf } = addresses(publicUrl);
  for (const dataset of datasets) usage.count(kind === 'application' ? (idOf(dataset.iri) ?? '') : dataset.id, kind);
};
