import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Site = { readonly url: string; answer: (req: IncomingMessage, res: ServerResponse) => void; readonly asked: string[]; close(): Promise<void> };

/** A web server whose answers the test sets. */
export const startSite = async (): Promise<Site> => {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(req.url ?? '');
    site.answer(req, res);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const site: Site = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (_req, res) => void res.writeHead(404).end(),
    asked,
    close: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    }),
  };
  return site;
};

export const turtleOf = (base: string, ids: readonly string[], more = ''): string =>
  `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
${ids.map((id) => `<${base}/d/${id}> a dcat:Dataset ; dct:title "Dataset ${id}"@en ; dct:identifier "${id}" .`).join('\n')}\n${more}`;

export const sendTurtle = (res: ServerResponse, text: string, headers: Record<string, string> = {}): void => {
  res.writeHead(200, { 'content-type': 'text/turtle', ...headers }).end(text);
};
