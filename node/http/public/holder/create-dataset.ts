import { savedDataset } from '../../../../core/api/holder.ts';
import type { HolderDoor } from '../../../catalogue/sources/holder/door.ts';
import { maxSubmissionBytes } from '../../../catalogue/sources/holder/read-submission.ts';
import type { Operation } from '../../operation.ts';
import { callerOf } from '../../operation.ts';
import { holders, submissionOf, wantedQuery } from './submission.ts';

/** `POST /api/v1/datasets`: 201 with the record, 422 with findings; the same Idempotency-Key gives the same answer. */
export const createDataset = (door: HolderDoor): Operation => ({
  method: 'POST',
  path: '/api/v1/datasets',
  access: holders,
  summary: 'Publish a dataset description (any RDF format, the JSON of the record, CKAN, FHIR or Excel template), or keep it as draft or for review',
  body: 'bytes',
  maxBodyBytes: maxSubmissionBytes,
  request: { query: wantedQuery },
  response: savedDataset,
  handle: async (req, res, context) => {
    const saved = await door.create(callerOf(context), submissionOf(req, context));
    res.status(201).location(`/dataset/${saved.id}`).setHeader('etag', `"${saved.version}"`);
    res.json(saved);
  },
});
