import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

/** Starts one of the demo's stand-ins for a national system as a process of its own. */
export const startStandIn = async (program: 'ckan' | 'fhir', folder: string): Promise<{ url: string; stop(): Promise<void> }> => {
  const port = await freePort();
  const root = join(import.meta.dirname, '../../..');
  const child = spawn(process.execPath, [join(root, `test/demo/stand-ins/${program}.ts`), String(port), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((ready, fail) => {
    child.stdout.once('data', () => ready());
    child.once('exit', (code) => fail(new Error(`${program} stand-in ended with ${code}`)));
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  return { url: `http://127.0.0.1:${port}`, stop: () => (child.kill('SIGTERM'), ended) };
};
