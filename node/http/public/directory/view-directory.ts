import type { DirectoryView } from '../../../../core/api/directory.ts';
import { directoryView } from '../../../../core/api/directory.ts';
import type { Operation } from '../../operation.ts';
import { only } from '../../operation.ts';

/** The directory in use with its participants, and how long our own keys and lists last. */
export const viewDirectory = (parts: { view: () => DirectoryView }): Operation => ({
  method: 'GET',
  path: '/api/v1/directory',
  access: only('coordinator', 'operator'),
  summary: 'The directory in use, participants, key and list expiry',
  response: directoryView,
  handle: (_req, res) => void res.json(parts.view()),
});
