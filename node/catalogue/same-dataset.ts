import { serialise } from '../../mappings/rdf/serialise.ts';
import type { Db } from '../storage/db.ts';
import { datasetFrom } from './federation/full-read.ts';
import type { LikelySame } from './likely-same-store.ts';
import { likelySame } from './likely-same-store.ts';
import { alsoPublished } from './publish/page-store.ts';
import { parseStored } from './publish/catalog-record.ts';
import type { Head, Representations } from './publish/representations.ts';
import { propertyDiff } from './sources/diff.ts';
import type { PropertyDiff } from './sources/item-store.ts';

export type SameDataset = { readonly id: string; readonly node: string; readonly iri: string; readonly differences: readonly PropertyDiff[] };

/** Each catalogue gives a dataset identifiers of its own and moves the ones it received (§6.6): these differ always and say nothing. */
const alwaysDiffer = new Set(['dct:identifier', 'adms:identifier', 'adms:schemaAgency', 'skos:notation', 'owl:sameAs']);

/** What is said about the dataset itself: catalogue records, also those that came along from elsewhere, say when and by whom it was listed. */
const saidIn = ({ record, version }: Head): string => serialise(datasetFrom(record.iri, parseStored(version.quads)).description.quads, 'application/n-quads', {});

/** One dataset in several catalogues (catalogue.md §6.6): who else publishes it and what they say otherwise, property by property; and what a machine only suspects. */
export const createSameDataset = (parts: { readonly db: Db; readonly representations: Pick<Representations, 'head'> }) => ({
  /** @throws AppError `unknown-dataset` for what is not public */
  published: async (id: string): Promise<readonly SameDataset[]> => {
    const head = await parts.representations.head(id);
    const others = await alsoPublished(parts.db, head.record);
    return Promise.all(others.map(async (other) => ({
      ...other, differences: propertyDiff(saidIn(head), saidIn(await parts.representations.head(other.id))).filter(({ path }) => !alwaysDiffer.has(path)),
    })));
  },
  /** For staff: never merged by the machine. */
  likely: async (id: string): Promise<readonly LikelySame[]> => {
    const { record, version } = await parts.representations.head(id);
    return likelySame(parts.db, { id: record.id, title: record.title, holder: record.holder, keys: record.keys.filter((key) => /^(iri|id|doi):/.test(key)), landingPages: version.record.landingPage });
  },
});
export type SameDatasets = ReturnType<typeof createSameDataset>;
