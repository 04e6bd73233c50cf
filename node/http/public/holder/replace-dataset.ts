import { savedDataset } from '../../../../core/api/holder.ts';
import type { HolderDoor } from '../../../catalogue/sources/holder/door.ts';
import { maxSubmissionBytes } from '../../../catalogue/sources/holder/read-submission.ts';
import type { Operation } from '../../operation.ts';
import { callerOf } from '../../operation.ts';
import { holders, submissionOf, wantedQuery } from './submission.ts';

export const replaceDataset = (door: HolderDoor): Operation => ({
  method: 'PUT',
  path: '/api/v1/datasets/:id',
  access: holders,
  summary: 'Replace a description; If-Match with the version you read keeps others\' changes',
  body: 'bytes',
  maxBodyBytes: maxSubmissionBytes,
  request: { query: wantedQuery },
  response: savedDataset,
  handle: async (req, res, context) => {
    const saved = await door.replace(callerOf(context), String(req.params['id']), req.get('if-match'), submissionOf(req, context));
    res.setHeader('etag', `"${saved.version}"`);
    res.json(saved);
  },
});
