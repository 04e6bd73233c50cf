import { EventEmitter } from 'node:events';
import { setImmediate as breathe } from 'node:timers/promises';
import n3 from 'n3';
import type { Quad } from 'n3';
import { AppError, isAppError } from '../../core/errors.ts';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { hydra } from '../../core/vocabulary/hydra.ts';
import { rdf } from '../../core/vocabulary/rdf.ts';
import { leadsAway, splitDescriptions } from '../../mappings/dcat-to-dataset/split.ts';
import type { RecordProblem } from '../../mappings/dcat-builder/mapped.ts';
import { decodeText } from '../../mappings/rdf/decode.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { limitedFactory } from '../../mappings/rdf/factory.ts';
import { isNode, keyOf } from '../../mappings/rdf/graph.ts';
import { recordLimits, sourceLimits } from '../../mappings/rdf/limits.ts';
import { parseError } from '../../mappings/rdf/parse-error.ts';
import { idOf } from '../../mappings/rdf/terms.ts';
import type { Spool } from './spool.ts';
import { openSpool, owned } from './spool.ts';

/* A document of the Turtle family beyond what memory should hold at once: parsed in pieces, its statements spooled to disk, its datasets taken from there one by one.
   RDF/XML and JSON have to be read in one piece and are limited instead. */

const megabyte = 1024 * 1024;
/** From here on piece by piece: some 200,000 statements, 100 MB in memory. */
export const pieceByPieceFrom = 24 * megabyte;
/** The largest document of a form that is read in one piece. */
export const onePieceBytes = 64 * megabyte;
const pieceBytes = megabyte;
/** What 256 MiB can hold at 13 bytes a statement, which no honest document has. */
const largeLimits = { ...sourceLimits, maxQuads: 20_000_000 };

const family: readonly string[] = ['text/turtle', 'application/n-triples', 'application/trig', 'application/n-quads'];
const isUtf16 = (bytes: Uint8Array): boolean => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** Whether this document is read piece by piece. @throws AppError `too-large` for one that can only be read in one piece and is too large for that */
export const isLarge = (bytes: Uint8Array, kind: string, name: string): boolean => {
  if (family.includes(kind) && !isUtf16(bytes)) return bytes.length > pieceByPieceFrom;
  const tables = kind === 'csv' || kind === 'molgenis-zip';
  if (bytes.length > onePieceBytes && !tables)
    throw new AppError('too-large', 'too-large', `${name} has ${bytes.length} bytes; a document of this form is read in one piece, up to ${onePieceBytes}. Give it in pages, or as Turtle or N-Triples, which are read up to ${sourceLimits.maxBytes}.`);
  return false;
};

type Found = { readonly paging: readonly Quad[]; readonly datasets: Set<string>; readonly records: Map<string, string[]>; readonly groups: Set<string> };

/** What must be known of the whole document before the first dataset can be told. */
const notesOf = () => {
  const datasets = new Set<string>();
  const resources = new Set<string>();
  const members = new Set<string>();
  const records = new Map<string, string[]>();
  const groups = new Set<string>();
  const hung = new Set<string>();
  const paging: Quad[] = [];
  const described = [dcat.Dataset, dcat.DatasetSeries].map((one) => one.toLowerCase());
  return {
    note: (quad: Quad): void => {
      // asked for lazily: most statements are not noted, and what is noted must not keep its piece of the document in memory
      const subjectOf = (): string => owned(idOf(quad.subject as never));
      const objectOf = (): string => owned(idOf(quad.object as never));
      const { value } = quad.object;
      if (paging.length < 1_000 && quad.predicate.value.startsWith(hydra.$iri)) paging.push(quad);
      switch (quad.predicate.value) {
        case rdf.type:
          if (described.includes(value.toLowerCase())) datasets.add(subjectOf());
          else if (value === dcat.Resource) resources.add(subjectOf());
          else if (value === csvw.TableGroup) groups.add(subjectOf());
          break;
        case dcat.dataset:
          members.add(objectOf());
          break;
        case foaf.primaryTopic:
          records.set(objectOf(), [...(records.get(idOf(quad.object as never)) ?? []), subjectOf()]);
          break;
        case healthdcatap.hasVariables:
          hung.add(objectOf());
          break;
      }
    },
    found: (): Found => {
      for (const member of members) if (resources.has(member)) datasets.add(member);
      for (const group of hung) groups.delete(group);
      return { paging, datasets, records, groups };
    },
  };
};

/** Parses in pieces. @throws AppError `parse-error` with the line, `unknown-encoding`, and the limits of a document */
const parseInto = async (bytes: Uint8Array, options: { mediaType: string; baseIri: string; signal: AbortSignal | undefined }, take: (quad: Quad) => void): Promise<void> => {
  const input = new EventEmitter();
  let failure: unknown;
  const parser = new n3.Parser({ format: options.mediaType, baseIRI: options.baseIri, factory: limitedFactory(largeLimits, false) as never, blankNodePrefix: '_:' });
  parser.parse(input as never, (error: unknown, quad: Quad | null) => {
    if (error !== null && error !== undefined) failure ??= error;
    else if (quad !== null && failure === undefined) take(quad);
  });
  const stop = (thrown: unknown): never => {
    if (isAppError(thrown)) throw thrown;
    const { line } = (thrown as { context?: { line?: number } }).context ?? {};
    throw parseError((thrown as Error).message.replace(/ on line \d+\.$/, ''), line, undefined, thrown);
  };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    let text: string;
    try {
      text = decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: at + pieceBytes < bytes.length });
    } catch {
      // tells where the first bad byte is
      decodeText(bytes);
      throw new AppError('invalid', 'unknown-encoding', 'The text is not valid UTF-8. Save the file as UTF-8.');
    }
    try {
      input.emit('data', text);
    } catch (thrown) {
      stop(thrown);
    }
    if (failure !== undefined) stop(failure);
    await breathe();
    options.signal?.throwIfAborted();
  }
  try {
    input.emit('end');
  } catch (thrown) {
    stop(thrown);
  }
  if (failure !== undefined) stop(failure);
};

const lastPart = (iri: string): string => iri.split(/[/#]/).filter(Boolean).at(-1) ?? iri;

/** Everything one dataset may own or name, as `splitDescriptions` wants it; undefined when it is more than one record may be. */
const gather = (spool: Spool, found: Found, dataset: string): Quad[] | undefined => {
  const names = [lastPart(dataset), ...spool.about(dataset).filter((quad) => quad.predicate.value === dct.identifier).map((quad) => lastPart(quad.object.value))].filter((name) => name.length >= 4);
  const waiting = [dataset, ...(found.records.get(dataset) ?? []), ...[...found.groups].filter((group) => names.some((name) => group.includes(name)))];
  const seen = new Set<string>(waiting);
  const quads: Quad[] = [];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const quad of spool.about(node)) {
      quads.push(quad);
      if (quads.length > recordLimits.maxQuads) return undefined;
      const target = keyOf(quad.object);
      if (!isNode(quad.object) || quad.predicate.value === rdf.type || seen.has(target) || !spool.has(target)) continue;
      seen.add(target);
      const classes = spool.about(target).filter((one) => one.predicate.value === rdf.type);
      const border = found.datasets.has(target) || leadsAway.has(quad.predicate.value) || classes.some((one) => one.object.value === dcat.Catalog || one.object.value === dcat.CatalogRecord);
      if (border) quads.push(...classes);
      else waiting.push(target);
    }
  }
  return quads;
};

/** Datasets of a large document, one by one; one that is too large for a record is told and costs the others nothing.
 *  @throws AppError of the parser, and `no-space` when the disk cannot hold the spool */
export const readLarge = async function* (bytes: Uint8Array, options: { readonly mediaType: string; readonly baseIri: string; readonly signal?: AbortSignal | undefined; readonly folder?: string; /** Told what the document says about paging, before its first dataset. */ readonly paging?: (quads: readonly Quad[]) => void }): AsyncGenerator<Description | RecordProblem> {
  const spool = await openSpool(options.folder);
  try {
    const notes = notesOf();
    await parseInto(bytes, { mediaType: options.mediaType, baseIri: options.baseIri, signal: options.signal }, (quad) => {
      notes.note(quad);
      spool.add(quad);
    });
    await spool.finish();
    const found = notes.found();
    options.paging?.(found.paging);
    for (const dataset of found.datasets) {
      const quads = gather(spool, found, dataset);
      const description = quads === undefined ? undefined : splitDescriptions(quads).find((one) => one.iri === dataset);
      if (description !== undefined) yield description;
      else yield { code: 'too-many-quads', severity: 'refused', record: dataset, detail: `The dataset ${dataset} has more than ${recordLimits.maxQuads} statements, which is the limit for one record. Split it into a series, or leave out what is not needed to find it.` };
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOSPC') throw new AppError('unavailable', 'no-space', 'The disk of this node is full: a large document needs up to three times its size for a moment.', { cause: error });
    throw error;
  } finally {
    await spool.close();
  }
};
