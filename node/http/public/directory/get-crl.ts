import { AppError } from '../../../../core/errors.ts';
import type { Access, Operation } from '../../operation.ts';

/** Revocation lists of the consortium's CAs (PEM, newest of each). On both listeners. @throws AppError `not-found` `no-crl` */
export const getCrl = (parts: { crls: () => readonly string[] }, access: Access): Operation => ({
  method: 'GET',
  path: '/crl',
  access,
  summary: 'Revocation lists of the consortium (PEM)',
  handle: (_req, res) => {
    const lists = parts.crls();
    if (lists.length === 0) throw new AppError('not-found', 'no-crl', 'This node holds no revocation list.');
    res.setHeader('cache-control', 'no-cache');
    res.type('application/x-pem-file').send(lists.join(''));
  },
});
