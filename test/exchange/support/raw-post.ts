import { request } from 'node:https';
import type { KeyRing } from '../../../certs/key-ring.ts';

export type RawAnswer = { readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: Buffer; readonly code: string | undefined };

const codeIn = (body: Buffer): string | undefined => {
  try {
    return (JSON.parse(body.toString()) as { issue?: { details?: { coding?: { code?: string }[] } }[] }).issue?.[0]?.details?.coding?.[0]?.code;
  } catch {
    return undefined;
  }
};

/** Posts bytes as they are, with this node's certificate, over a socket of its own: not through the product's client. */
export const rawPost = (port: number, ring: KeyRing, body: Buffer | string, headers: Record<string, string> = { 'content-type': 'application/fhir+json' }): Promise<RawAnswer> =>
  new Promise((done, fail) => {
    const { keyPem, certPem } = ring.tls();
    const call = request({ host: '127.0.0.1', port, method: 'POST', path: '/fhir/$process-message', key: keyPem, cert: certPem, ca: [...ring.ca()], agent: false, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const bytes = Buffer.concat(chunks);
        done({ status: res.statusCode ?? 0, headers: res.headers, body: bytes, code: codeIn(bytes) });
      });
    });
    call.on('error', fail);
    call.end(body);
  });
