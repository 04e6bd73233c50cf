import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import n3 from 'n3';
import type { Quad } from 'n3';
import { idOf } from '../../mappings/rdf/terms.ts';

/* Statements of a document that is too large for memory, on disk and readable by subject. First they are written into parts by subject as they come; then each part is
   put in order of its subjects, and where a subject's lines stand is remembered: some hundred bytes a subject, whatever is said about it. */

const parts = 64;
const bufferBytes = 256 * 1024;
/** Agents and contact points are small, and asked for again with every dataset that names them. */
const remembered = 1_000;
const rememberedBytes = 4_096;

export type Spool = {
  add(quad: Quad): void;
  /** No more statements come. */
  finish(): Promise<void>;
  about(subject: string): readonly Quad[];
  has(subject: string): boolean;
  close(): Promise<void>;
};

const partOf = (id: string): number => {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) hash = (hash * 31 + id.charCodeAt(at)) | 0;
  return (hash >>> 0) % parts;
};

/** A copy of its own: a piece of a long text keeps the whole text in memory. */
export const owned = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

const writer = new n3.Writer({ format: 'N-Triples' });
const lineOf = (quad: Quad): string => writer.quadToString(quad.subject, quad.predicate, quad.object);

/** Lines of a part by subject: the subject of a line of N-Triples ends at its first blank. */
const bySubject = (text: string): Map<string, string[]> => {
  const lines = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const term = line.slice(0, line.indexOf(' '));
    const id = term.startsWith('<') ? term.slice(1, -1) : term;
    const known = lines.get(id);
    if (known === undefined) lines.set(id, [line]);
    else known.push(line);
  }
  return lines;
};

/** @param folder where the spool makes a folder of its own; it is gone after `close` */
export const openSpool = async (folder = tmpdir()): Promise<Spool> => {
  const dir = await mkdtemp(join(folder, 'ehds-spool-'));
  const nameOf = (part: number): string => join(dir, `part-${part}`);
  const files = Array.from({ length: parts }, (_none, part) => openSync(nameOf(part), 'w', 0o600));
  const waiting = files.map(() => Buffer.allocUnsafe(bufferBytes));
  const sizes = files.map(() => 0);
  const places = new Map<string, readonly [at: number, length: number]>();
  const cache = new Map<string, readonly Quad[]>();
  let data: number | undefined;

  const flush = (part: number): void => {
    const size = sizes[part] ?? 0;
    if (size > 0) writeSync(files[part] ?? -1, waiting[part] ?? Buffer.alloc(0), 0, size);
    sizes[part] = 0;
  };
  return {
    add: (quad) => {
      const part = partOf(idOf(quad.subject as never));
      const line = lineOf(quad);
      const bytes = Buffer.byteLength(line);
      if ((sizes[part] ?? 0) + bytes > bufferBytes) flush(part);
      if (bytes > bufferBytes) writeSync(files[part] ?? -1, line);
      else sizes[part] = (sizes[part] ?? 0) + (waiting[part]?.write(line, sizes[part] ?? 0) ?? 0);
    },
    finish: async () => {
      const all = await open(join(dir, 'data'), 'w', 0o600);
      let at = 0;
      for (const [part, file] of files.entries()) {
        flush(part);
        closeSync(file);
        for (const [id, lines] of bySubject(await readFile(nameOf(part), 'utf8'))) {
          const bytes = Buffer.from(`${[...new Set(lines)].join('\n')}\n`);
          await all.write(bytes);
          places.set(owned(id), [at, bytes.length]);
          at += bytes.length;
        }
        await rm(nameOf(part));
      }
      await all.close();
      data = openSync(join(dir, 'data'), 'r');
    },
    has: (subject) => places.has(subject),
    about: (subject) => {
      const known = cache.get(subject);
      if (known !== undefined) return known;
      const place = places.get(subject);
      if (place === undefined || data === undefined) return [];
      const bytes = Buffer.alloc(place[1]);
      readSync(data, bytes, 0, place[1], place[0]);
      const quads = new n3.Parser({ format: 'N-Triples', blankNodePrefix: '_:' }).parse(bytes.toString('utf8'));
      if (bytes.length > rememberedBytes) return quads;
      if (cache.size >= remembered) cache.delete(cache.keys().next().value ?? '');
      cache.set(subject, quads);
      return quads;
    },
    close: async () => {
      if (data !== undefined) closeSync(data);
      await rm(dir, { recursive: true, force: true });
    },
  };
};
