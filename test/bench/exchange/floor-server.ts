// The floor beside the benchmark: a bare mutual-TLS server with a node's own certificates that reads the body and answers 202.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { openKeyRing } from '../../../certs/open-key-ring.ts';

const ring = await openKeyRing(process.argv[2] ?? '');
const { keyPem, certPem } = ring.tls();
const server = createServer({ key: keyPem, cert: certPem, ca: [...ring.ca()], requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' }, (req, res) => {
  req.resume();
  req.on('end', () => res.writeHead(202).end('{}'));
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
