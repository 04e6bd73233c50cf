import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { spdx } from '../../core/vocabulary/spdx.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { ianaMediaTypes } from '../../core/vocabulary/authority.ts';
import { conceptNamed } from '../dcat-builder/labels.ts';
import type { Mapped, RecordProblem } from '../dcat-builder/mapped.ts';
import { shortened } from '../dcat-builder/mapped.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { buildNode } from '../dcat-builder/node-builder.ts';
import { absoluteIri, httpIri } from '../dcat-builder/values.ts';
import { propertyIri, ruleOf } from './properties.ts';
import type { Block, Entry, ValueList } from './template.ts';
import { readBlocks, readValueList } from './template.ts';
import type { Sheet } from './workbook.ts';
import type { CellContext } from './write-cell.ts';
import { writeCell } from './write-cell.ts';

export type XlsxOptions = { readonly baseIri: string; readonly name: string; readonly language?: string | undefined };

/** What a workbook written by this node says of where it came from (hidden sheet). */
export type Stamp = { readonly recordId?: string; readonly version?: string };

export const stampSheet = '_record';

export const stampOf = (sheets: readonly Sheet[]): Stamp => {
  const cells = sheets.find((sheet) => sheet.name === stampSheet)?.cells ?? [];
  const valueOf = (name: string): string | undefined => cells.find((row) => row[0] === name)?.[1];
  const [recordId, version] = [valueOf('record'), valueOf('version')];
  return { ...(recordId === undefined ? {} : { recordId }), ...(version === undefined ? {} : { version }) };
};

/** The product's lists first, then those the workbook brings: their codes and labels, also of lists we do not ship. */
const lookUpIn = (lists: readonly ValueList[]) => (list: string, text: string): string | undefined => {
  const known = conceptNamed(list, text);
  if (known !== undefined) return known;
  const wanted = text.toLowerCase();
  for (const { scheme, concepts } of lists) {
    if (!scheme.endsWith(`/${list}`)) continue;
    const found = concepts.find(({ code, label }) => code.toLowerCase() === wanted || label.toLowerCase() === wanted);
    if (found !== undefined) return absoluteIri(`${scheme.replace(/^(?!https?:)/, 'http://')}/${found.code}`);
  }
  return undefined;
};

/** Excel turns the code FRA into the word Frau: such a list would give wrong addresses. */
const autocorrected = (lists: readonly ValueList[]): RecordProblem[] =>
  lists.flatMap(({ sheet, concepts }) => concepts.filter(({ code }) => code === 'Frau').map(({ row }): RecordProblem => ({
    code: 'mapping-failed', severity: 'warning', record: sheet, field: `${sheet}!A${row}`, value: 'Frau', detail: `The list ${sheet} has "Frau" in row ${row} where the code FRA is meant: Excel corrected it. Write FRA there.`,
  })));

const writeBlock = (node: NodeBuilder, block: Block, context: CellContext): void => {
  for (const entry of block.entries) {
    if (entry.value === '') continue;
    const { name, rule } = ruleOf(entry.property);
    const property = propertyIri(name);
    if (property === undefined) context.warn(entry, `the property ${entry.property} is in no namespace known here: left out`);
    else if (rule === undefined) node.link(property, entry.value);
    else writeCell(node, property, rule, entry, context);
  }
};

const field = (block: Block, name: string): string | undefined => block.entries.find((entry) => entry.property === name && entry.value !== '')?.value;

/** One file of sheet FileObject as a distribution. */
const writeFile = (dataset: NodeBuilder, block: Block, language: string | undefined): void => {
  const title = field(block, 'sc:name');
  const url = httpIri(field(block, 'sc:contentURL') ?? field(block, 'sc:contentUrl'));
  if (title === undefined && url === undefined) return;
  const node = dataset.node(dcat.distribution, dcat.Distribution).text(dct.title, title, language).text(dct.description, field(block, 'dct:description'), language);
  node.link(dcat.downloadURL, url).link(dcat.accessURL, url);
  const format = field(block, 'sc:encodingFormat');
  if (format !== undefined) node.link(dcat.mediaType, /^[a-z]+\/[\w.+-]+$/i.test(format) ? ianaMediaTypes + format : format, dct.MediaType);
  const size = /^\s*([\d.,]+)\s*([kmg]?)b?(?:ytes?)?\s*$/i.exec(field(block, 'sc:contentSize') ?? '');
  const unit = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(size?.[2] ?? '').toLowerCase()] ?? 1;
  if (size !== null) node.typed(dcat.byteSize, Math.round(Number(size[1]?.replace(',', '.')) * unit), xsd.nonNegativeInteger);
  const hash = field(block, 'sc:sha256');
  if (hash !== undefined) node.node(spdx.checksum, spdx.Checksum).link(spdx.algorithm, spdx.checksumAlgorithm_sha256).typed(spdx.checksumValue, hash, xsd.hexBinary);
};

const filled = (block: Block): boolean => block.entries.some((entry) => entry.value !== '');

/** The dataset of an entry template (version 2.0, German, English or French heads), with its distribution, services and files.
 *  @see catalogue.md §3.7 */
export const xlsxToDcat = (sheets: readonly Sheet[], options: XlsxOptions): Mapped => {
  const lists = sheets.filter((sheet) => /^WL /i.test(sheet.name)).flatMap((sheet) => readValueList(sheet) ?? []);
  const problems: RecordProblem[] = autocorrected(lists);
  const blocks = sheets.filter((sheet) => !/^WL /i.test(sheet.name)).flatMap(readBlocks);
  const blocksOf = (name: string): readonly Block[] => blocks.filter((block) => block.sheet.trim().toLowerCase() === name);
  const dataset = blocksOf('dataset');
  const refuse = (detail: string): Mapped => ({ descriptions: [], problems: [...problems, { code: 'not-a-dataset', severity: 'refused', record: options.name, detail }] });
  if (dataset.length === 0) return refuse(`${options.name} has no sheet "Dataset" with the columns Property and Value (Eigenschaft, Wert): it is not the entry template.`);
  if (!dataset.some(filled)) return refuse(`${options.name} is the empty entry template: column G, "Wert", is filled nowhere in sheet Dataset.`);
  const identifier = dataset.map((block) => field(block, 'dct:identifier')).find((value) => value !== undefined);
  const iri = httpIri(identifier?.split(/[\n;]/)[0]?.trim()) ?? `${options.baseIri}#dataset`;
  const context: CellContext = {
    language: options.language,
    lookUp: lookUpIn(lists),
    warn: (entry: Entry, why) => problems.push({ code: 'mapping-failed', severity: 'warning', record: iri, field: entry.cell, value: shortened(entry.value), detail: `Cell ${entry.cell} (${entry.property}): ${why}.` }),
  };
  const { node, quads } = buildNode(iri);
  node.type(dcat.Dataset);
  for (const block of dataset) writeBlock(node, block, context);
  for (const block of blocksOf('distribution').filter(filled)) writeBlock(node.node(dcat.distribution, dcat.Distribution), block, context);
  const service = blocksOf('dataservice').filter(filled);
  for (const block of service) {
    const distribution = quads.find((quad) => quad.predicate.value === dcat.distribution);
    if (distribution === undefined) context.warn({ property: 'dcat:DataService', value: '', comment: '', cell: 'DataService' }, 'a service without a distribution cannot be shown');
    else writeBlock(node.node(dcat.accessService, dcat.DataService), block, context);
  }
  for (const block of blocksOf('fileobject')) writeFile(node, block, options.language);
  return { descriptions: [{ iri, quads }], problems };
};
