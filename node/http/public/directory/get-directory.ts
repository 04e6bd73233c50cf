import { createHash } from 'node:crypto';
import type { Access, Operation } from '../../operation.ts';

/** The directory as signed by the consortium (compact JWS), with ETag: what every node fetches every 15 minutes (exchange.md §2.2). On both listeners. */
export const getDirectory = (parts: { signed: () => string }, access: Access): Operation => ({
  method: 'GET',
  path: '/directory',
  access,
  summary: 'The signed directory of the consortium (compact JWS)',
  handle: (req, res) => {
    const jws = parts.signed();
    const etag = `"${createHash('sha256').update(jws).digest('base64url')}"`;
    res.setHeader('etag', etag);
    res.setHeader('cache-control', 'no-cache');
    if (req.headers['if-none-match'] === etag) {
      res.status(304).end();
      return;
    }
    res.type('application/jose').send(jws);
  },
});
