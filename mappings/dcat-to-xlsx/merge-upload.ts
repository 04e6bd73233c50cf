import type { Quad, Quad_Object } from 'n3';
import { dcat } from '../../core/vocabulary/dcat.ts';
import type { Mapped } from '../dcat-builder/mapped.ts';
import type { Description } from '../rdf/description.ts';
import { graphOf, isNode, keyOf } from '../rdf/graph.ts';
import { idOf, nodeOf, quad } from '../rdf/terms.ts';
import { propertyIri, ruleOf } from '../xlsx-to-dcat/properties.ts';
import type { Block } from '../xlsx-to-dcat/template.ts';
import { readBlocks } from '../xlsx-to-dcat/template.ts';
import type { Sheet } from '../xlsx-to-dcat/workbook.ts';
import { xlsxToDcat } from '../xlsx-to-dcat/xlsx-to-dcat.ts';
import { descriptionToSheets, distributionsOf } from './sheets.ts';

/* A workbook this node wrote comes back: what a person changed in it is applied to the stored description, cell by cell; everything else (variables, addresses of
   nodes, statements no cell holds) stays. */

const unnamed = () => ({ label: '', hint: '' });
const blocksIn = (sheets: readonly Sheet[], name: string): readonly Block[] => sheets.filter((sheet) => sheet.name.trim().toLowerCase() === name).flatMap(readBlocks);

const valuesOf = (blocks: readonly Block[]): ReadonlyMap<string, string> => {
  const values = new Map<string, string[]>();
  for (const { property, value } of blocks.flatMap((block) => block.entries)) if (value !== '') values.set(property, [...(values.get(property) ?? []), value.replace(/\r\n?/g, '\n')]);
  return new Map([...values].map(([property, list]) => [property, list.sort().join('\n\n')]));
};

/** Properties whose cells differ, as IRIs. */
const changedIn = (before: readonly Block[], after: readonly Block[]): ReadonlySet<string> => {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
  return new Set(names.flatMap((name) => propertyIri(ruleOf(name).name) ?? []));
};

const isFilled = (block: Block): boolean => block.entries.some((entry) => entry.value !== '');

/** Everything that still hangs on the dataset. */
const reachable = (iri: string, quads: readonly Quad[]): Quad[] => {
  const graph = graphOf(quads);
  const waiting = [iri, ...quads.filter((one) => idOf(one.object as never) === iri).map((one) => idOf(one.subject as never))];
  const seen = new Set<string>(waiting);
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const { object } of graph.about(node)) {
      if (!isNode(object) || seen.has(keyOf(object))) continue;
      seen.add(keyOf(object));
      waiting.push(keyOf(object));
    }
  }
  return quads.filter((one) => seen.has(idOf(one.subject as never)));
};

/** Statements of `from` about these properties of one node, told of another, with what hangs below. */
const taken = (from: readonly Quad[], node: string, properties: ReadonlySet<string>, to: string): Quad[] => {
  const own = from.filter((one) => idOf(one.subject as never) === node && properties.has(one.predicate.value));
  const graph = graphOf(from);
  const quads = own.map((one) => quad(nodeOf(to), one.predicate.value, one.object));
  const waiting = own.map((one) => one.object).filter(isNode).map(keyOf);
  const seen = new Set<string>([node, ...waiting]);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const one of graph.about(next)) {
      quads.push(one);
      const target = one.object as Quad_Object;
      if (!isNode(target) || seen.has(keyOf(target))) continue;
      seen.add(keyOf(target));
      waiting.push(keyOf(target));
    }
  }
  return quads;
};

/** @param base the description the workbook was written from @param current what is stored now (the same, unless others changed it meanwhile) */
export const mergeUpload = (base: Description, current: Description, sheets: readonly Sheet[], options: { readonly name: string; readonly language?: string | undefined }): Mapped => {
  const mapped = xlsxToDcat(sheets, { baseIri: current.iri, ...options });
  const sent = mapped.descriptions[0];
  if (sent === undefined) return mapped;
  const written = descriptionToSheets(base, { words: unnamed });
  let quads: readonly Quad[] = current.quads;
  const replace = (node: string, sentNode: string, properties: ReadonlySet<string>): void => {
    quads = [...quads.filter((one) => idOf(one.subject as never) !== node || !properties.has(one.predicate.value)), ...taken(sent.quads, sentNode, properties, node)];
  };
  replace(current.iri, sent.iri, changedIn(blocksIn(written, 'dataset'), blocksIn(sheets, 'dataset')));

  const known = distributionsOf(base);
  const [before, after] = [blocksIn(written, 'distribution'), blocksIn(sheets, 'distribution')];
  // one node per filled block, in order (xlsx-to-dcat)
  const sentNodes = graphOf(sent.quads).objects(sent.iri, dcat.distribution).map(keyOf);
  let filled = 0;
  after.forEach((block, at) => {
    const stored = known[at];
    const node = isFilled(block) ? sentNodes[filled++] : undefined;
    if (stored !== undefined && node === undefined) quads = quads.filter((one) => !(idOf(one.subject as never) === current.iri && one.predicate.value === dcat.distribution && keyOf(one.object) === stored));
    else if (stored !== undefined && node !== undefined) replace(stored, node, changedIn(before.slice(at, at + 1), [block]));
    else if (node !== undefined) {
      const made = nodeOf(node);
      quads = [...quads, quad(nodeOf(current.iri), dcat.distribution, made), ...taken(sent.quads, node, new Set(sent.quads.filter((one) => idOf(one.subject as never) === node).map((one) => one.predicate.value)), node)];
    }
  });
  return { descriptions: [{ iri: current.iri, quads: reachable(current.iri, quads) }], problems: mapped.problems };
};
