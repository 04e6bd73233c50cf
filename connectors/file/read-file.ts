import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError, isAppError } from '../../core/errors.ts';
import { molgenisToDcat } from '../../mappings/molgenis-to-dcat/molgenis-to-dcat.ts';
import type { Row } from '../../mappings/molgenis-to-dcat/tables.ts';
import { parseTable } from '../../mappings/molgenis-to-dcat/tables.ts';
import { decodeText } from '../../mappings/rdf/decode.ts';
import { documentToDescriptions, tableName } from '../../mappings/source-document/document-to-descriptions.ts';
import { recognise } from '../../mappings/source-document/recognise.ts';
import type { ReadContext, ReadEvent } from '../../mappings/source-events/read-event.ts';
import { getDocument } from '../http/conditional.ts';
import type { HttpClient } from '../http/http-client.ts';
import { isLarge, readLarge } from '../http/large-document.ts';

const maxBytes = 256 * 1024 * 1024;

type Loaded = { readonly bytes: Buffer; readonly baseIri: string; readonly name: string; readonly same: boolean };

const unreadable = (context: ReadContext, name: string): AppError =>
  new AppError('unavailable', 'unreadable', `${name} of source "${context.source.id}" cannot be read: check "path" and its permissions.`);

/** The file, or every file of the folder in name order; hidden files and sub-folders are left alone. */
const filesOf = async (context: ReadContext, path: string): Promise<readonly string[]> => {
  const found = await stat(path).catch(() => {
    throw unreadable(context, basename(path));
  });
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => join(path, entry.name)).sort();
};

const fromDisk = async (context: ReadContext, file: string): Promise<Loaded> => {
  const name = basename(file);
  const limit = context.source.limits.maxBytes ?? maxBytes;
  const { size } = await stat(file);
  if (size > limit) throw new AppError('too-large', 'too-large', `${name} has ${size} bytes; the limit is ${limit}.`);
  const bytes = await readFile(file).catch(() => {
    throw unreadable(context, name);
  });
  const hash = createHash('sha256').update(bytes).digest('hex');
  const before = await context.recall(`file:${name}`);
  await context.remember(`file:${name}`, { status: 200, bytes: size, hash });
  // the folder's place on this machine is nobody's business: it must not end in published addresses
  return { bytes, baseIri: `file:///${encodeURIComponent(name)}`, name, same: before?.hash === hash };
};

const fromWeb = async (client: HttpClient, context: ReadContext, address: string): Promise<Loaded> => {
  const accept = 'text/turtle, application/ld+json, application/rdf+xml;q=0.9, application/n-triples;q=0.9, application/json;q=0.8, */*;q=0.5';
  const found = await getDocument(client, context, address, { accept }, context.source.limits.maxBytes ?? maxBytes);
  await found.keep();
  const name = basename(new URL(found.url).pathname);
  return { bytes: found.body, baseIri: found.url, name: name === '' ? new URL(found.url).host : name, same: found.same };
};

const large = async function* (context: ReadContext, loaded: Loaded, mediaType: string): AsyncGenerator<ReadEvent> {
  let datasets = 0;
  for await (const one of readLarge(loaded.bytes, { mediaType, baseIri: loaded.baseIri, signal: context.signal })) {
    datasets += 1;
    yield 'quads' in one ? { type: 'description', description: one } : { type: 'problem', problem: one };
  }
  if (datasets === 0) yield { type: 'problem', problem: { code: 'not-a-dataset', severity: 'refused', record: loaded.name, detail: `${loaded.name} describes no dataset: nothing in it is a dcat:Dataset or dcat:DatasetSeries.` } };
};

const events = async function* (context: ReadContext, loaded: Loaded): AsyncGenerator<ReadEvent> {
  const { source } = context;
  const { kind, hint } = recognise(loaded.bytes, loaded.name);
  if (isLarge(loaded.bytes, kind, loaded.name)) {
    if (hint !== undefined) yield { type: 'problem', problem: { code: 'wrong-extension', severity: 'warning', record: loaded.name, detail: hint } };
    return yield* large(context, loaded, kind);
  }
  const mapped = await documentToDescriptions(loaded.bytes, { baseIri: loaded.baseIri, name: loaded.name, language: source.language, options: source.options });
  for (const problem of mapped.problems) yield { type: 'problem', problem };
  for (const description of mapped.descriptions) yield { type: 'description', description };
};

/** A folder: one bad file is a problem of that file, and what it held before is not missing. */
const readFolder = async function* (context: ReadContext, files: readonly string[]): AsyncGenerator<ReadEvent> {
  let unread = 0;
  for (const file of files) {
    try {
      yield* events(context, await fromDisk(context, file));
    } catch (error) {
      if (!isAppError(error)) throw error;
      unread += 1;
      const line = error.extra['line'];
      yield { type: 'problem', problem: { code: error.code, severity: 'refused', record: basename(file), detail: `${basename(file)}: ${error.detail}`, ...(typeof line === 'number' ? { line } : {}) } };
    }
    yield { type: 'page' };
  }
  if (unread > 0) yield { type: 'incomplete', code: 'unreadable', detail: `${unread} of ${files.length} files could not be read` };
};

/** A MOLGENIS export is a folder of tables that belong together. */
const readTables = async function* (context: ReadContext, files: readonly string[]): AsyncGenerator<ReadEvent> {
  const tables = new Map<string, readonly Row[]>();
  for (const file of files.filter((one) => /\.csv$/i.test(one))) {
    const { bytes, name } = await fromDisk(context, file);
    tables.set(tableName(name), parseTable(decodeText(bytes), name));
  }
  const site = context.source.options['site'];
  const mapped = molgenisToDcat(tables, { site: typeof site === 'string' ? site : 'file:///molgenis' });
  for (const problem of mapped.problems) yield { type: 'problem', problem };
  for (const description of mapped.descriptions) yield { type: 'description', description };
  yield { type: 'page' };
};

/** Reads a local file or folder, in any supported form, recognised by content. */
export const readLocal = async function* (context: ReadContext): AsyncGenerator<ReadEvent> {
  const path = resolve(context.source.path ?? '');
  const files = await filesOf(context, path);
  if (files.some((file) => basename(file) === 'Collections.csv') && files[0] !== path) return yield* readTables(context, files);
  if (files.length !== 1 || files[0] !== path) return yield* readFolder(context, files);
  const loaded = await fromDisk(context, path);
  if (loaded.same) return void (yield { type: 'not-modified' });
  yield* events(context, loaded);
  yield { type: 'page' };
};

/** Reads one document by http, in any supported form. An answer that did not change is told at once. */
export const readAddress = async function* (context: ReadContext, client: HttpClient): AsyncGenerator<ReadEvent> {
  const loaded = await fromWeb(client, context, context.source.address ?? '');
  if (loaded.same) return void (yield { type: 'not-modified' });
  yield* events(context, loaded);
  yield { type: 'page' };
};
