import type { Operation } from '../../operation.ts';
import { partners } from '../../operation.ts';

/** The node's signed status document (portal.md §4.1), as a compact JWS. */
export const partnerStatus = (signed: () => Promise<string>): Operation => ({
  method: 'GET',
  path: '/status',
  access: partners,
  summary: 'Signed status document of this node',
  handle: async (_req, res) => {
    res.setHeader('cache-control', 'no-store');
    res.type('application/jose').send(await signed());
  },
});
