// A catalogue in Turtle with Hydra pages, in a thread of its own: what it costs to make the pages is not counted to the node that reads them.
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { turtleRecord } from './generate.ts';

const { records, perPage } = workerData as { records: number; perPage: number };
// of their own: the records of the other measurements have other numbers
const first = 10_000_000;

const pageOf = (base: string, page: number): string => {
  const from = (page - 1) * perPage;
  const members = Array.from({ length: Math.min(perPage, records - from) }, (_, n) => turtleRecord(first + from + n));
  const next = from + perPage < records ? `<${base}?page=${page}> <http://www.w3.org/ns/hydra/core#next> "${base}?page=${page + 1}" .` : '';
  return `${members.join('\n')}\n${next}`;
};

// made once: what it costs to make the pages would be most of what is measured the second time
const folder = mkdtempSync(join(tmpdir(), 'bench-site-'));
const fileOf = (base: string, page: number): string => {
  const file = join(folder, `${page}.ttl`);
  if (!existsSync(file)) writeFileSync(file, pageOf(base, page));
  return file;
};

const server = createServer((req, res) => {
  const url = new URL(req.url ?? '', `http://${req.headers.host ?? ''}`);
  const file = fileOf(`${url.origin}${url.pathname}`, Number(url.searchParams.get('page') ?? 1));
  res.writeHead(200, { 'content-type': 'text/turtle', 'content-length': statSync(file).size });
  createReadStream(file).pipe(res);
}).listen(0, '127.0.0.1', () => parentPort?.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}/catalog`));
// on a busy machine the reader may think longer between two pages than a server usually waits
server.keepAliveTimeout = 600_000;
parentPort?.once('message', () => {
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
  parentPort?.postMessage('gone');
});
