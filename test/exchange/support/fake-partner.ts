import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openKeyRing } from '../../../certs/open-key-ring.ts';
import type { TestConsortium } from '../../support/consortium.ts';

export type Script = (req: IncomingMessage, res: ServerResponse, body: Buffer, call: number) => void;
export type FakePartner = {
  /** From now on; with a correlation only its messages, while others (of earlier tests) become dead letters. */
  answer(script: Script, correlation?: string): void;
  readonly bodies: Buffer[]; probes(): number; close(): Promise<void> };

/** A partner with a real certificate that answers whatever a test wants, on the gateway port the directory lists. */
export const startFakePartner = async (consortium: TestConsortium, nodeId: string): Promise<FakePartner> => {
  const ring = await openKeyRing(consortium.keysDir(nodeId));
  const { keyPem, certPem } = ring.tls();
  let script: Script = (_req, res) => void res.writeHead(503).end();
  let only: string | undefined;
  let probes = 0;
  const bodies: Buffer[] = [];
  const server = createServer({ key: keyPem, cert: certPem, ca: [...ring.ca()], requestCert: true, rejectUnauthorized: true }, (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (req.method === 'GET') {
        probes++;
        return void res.writeHead(503).end();
      }
      const body = Buffer.concat(chunks);
      if (only !== undefined && !body.includes(only)) return void refuse(422, 'unsupported-event')(req, res, body, 0);
      bodies.push(body);
      script(req, res, body, bodies.length);
    });
  });
  await new Promise<void>((done) => server.listen(consortium.ports(nodeId).partner, '127.0.0.1', done));
  return {
    answer: (next, correlation) => {
      script = next;
      only = correlation;
      bodies.length = 0;
    },
    bodies,
    probes: () => probes,
    close: () =>
      new Promise((done) => {
        ring.close();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

export const refuse = (status: number, code: string, headers: Record<string, string> = {}): Script => (_req, res) =>
  void res.writeHead(status, { 'content-type': 'application/fhir+json', ...headers }).end(JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid', details: { coding: [{ system: 'urn:ehds-node:refusal', code }], text: 'said by the test' } }] }));
