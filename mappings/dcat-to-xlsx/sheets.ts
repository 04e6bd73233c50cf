import { dcat } from '../../core/vocabulary/dcat.ts';
import type { Description } from '../rdf/description.ts';
import type { Graph } from '../rdf/graph.ts';
import { graphOf, keyOf } from '../rdf/graph.ts';
import { ruleOf } from '../xlsx-to-dcat/properties.ts';
import type { Sheet } from '../xlsx-to-dcat/workbook.ts';
import { stampSheet } from '../xlsx-to-dcat/xlsx-to-dcat.ts';
import { cellsOf } from './cells.ts';
import { datasetRows, distributionRows } from './rows.ts';

/** What a row is called and what helps to fill it, in the reader's language. */
export type RowWords = (curie: string) => { readonly label: string; readonly hint: string };
export type SheetOptions = { readonly words: RowWords; readonly stamp?: { readonly recordId: string; readonly version: string }; /** Empty distributions to fill, besides those there are. */ readonly spare?: number };

// columns as in the German template, version 2.0: property in C, value in G, comment in H
const head = ['Class', 'Field', 'Property', 'Several', 'Values', 'Hint', 'Value', 'Comment'];
/** The longest text a cell of Excel holds. */
const longest = 32_000;

const rowsOf = (graph: Graph | undefined, node: string, name: string, curies: readonly string[], words: RowWords): string[][] =>
  curies.flatMap((curie) => {
    const { label, hint } = words(curie);
    const { rule } = ruleOf(curie);
    const values = graph === undefined ? [] : cellsOf(graph, node, curie);
    const list = rule?.list === undefined ? (rule?.kind ?? '') : `list ${rule.list}`;
    return (values.length === 0 ? [''] : values).map((value) =>
      value.length > longest ? [name, label, curie, '', list, hint, value.slice(0, longest), 'Shortened for Excel: left as it is, the whole text stays.'] : [name, label, curie, '', list, hint, value, '']);
  });

/** Distributions in the order of their blocks. */
export const distributionsOf = (description: Description): readonly string[] => graphOf(description.quads).objects(description.iri, dcat.distribution).map(keyOf);

/** A description as sheets of the entry template; without one, the empty template. The same description always gives the same cells. */
export const descriptionToSheets = (description: Description | undefined, options: SheetOptions): readonly Sheet[] => {
  const graph = description === undefined ? undefined : graphOf(description.quads);
  const distributions = description === undefined ? [] : distributionsOf(description);
  const blocks = [...distributions, ...Array.from({ length: options.spare ?? 1 }, () => undefined)];
  const stamp = options.stamp === undefined ? [] : [{ name: stampSheet, cells: [['record', options.stamp.recordId], ['version', options.stamp.version]] }];
  return [
    { name: 'Dataset', cells: [head, ...rowsOf(graph, description?.iri ?? '', 'dcat:Dataset', datasetRows, options.words)] },
    { name: 'Distribution', cells: blocks.flatMap((node) => [head, ...rowsOf(node === undefined ? undefined : graph, node ?? '', 'dcat:Distribution', distributionRows, options.words), []]) },
    ...stamp,
  ];
};
