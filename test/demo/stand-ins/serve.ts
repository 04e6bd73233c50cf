import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A stand-in for a national system: reads only, loopback only, stops on SIGTERM. `answer` gives status and body, sent as `type`. */
export type Answer = { readonly status: number; readonly body: unknown };

export const serve = (name: string, port: number, type: string, answer: (url: URL, req: IncomingMessage) => Promise<Answer>): void => {
  const send = (res: ServerResponse, { status, body }: Answer): void => {
    res.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
    res.end(JSON.stringify(body));
  };
  const server = createServer((req, res) => {
    answer(new URL(req.url ?? '/', `http://127.0.0.1:${port}`), req).then(
      (result) => send(res, result),
      (error: unknown) => {
        console.error(error);
        send(res, { status: 500, body: { error: 'the stand-in failed; its log tells more' } });
      },
    );
  });
  server.listen(port, '127.0.0.1', () => console.log(`${name} ready on port ${port}`));
  const stop = (): void => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};
