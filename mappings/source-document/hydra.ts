import type { Quad } from 'n3';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { hydra } from '../../core/vocabulary/hydra.ts';

/** What a page of a catalogue says about paging (catalogue.md §3.1, §5.3): the next link as IRI or literal, the number of datasets, the catalogue's title. */
export type PageFacts = { readonly next: string | undefined; readonly total: number | undefined; readonly title: string | undefined };

const first = (quads: readonly Quad[], ...properties: readonly string[]): string | undefined => quads.find((quad) => properties.includes(quad.predicate.value))?.object.value;

const catalogueTitle = (quads: readonly Quad[]): string | undefined => {
  const catalog = quads.find((quad) => quad.object.value === dcat.Catalog)?.subject;
  return catalog === undefined ? undefined : quads.find((quad) => quad.subject.equals(catalog) && quad.predicate.value === dct.title)?.object.value;
};

export const pageFacts = (quads: readonly Quad[]): PageFacts => {
  const total = first(quads, hydra.totalItems);
  return { next: first(quads, hydra.next, `${hydra.$iri}nextPage`), total: total !== undefined && /^\d+$/.test(total) ? Number(total) : undefined, title: catalogueTitle(quads) };
};
