import type { Request, Response } from 'express';
import type { OperationOutcome } from 'fhir/r4.d.ts';
import type { HolderDoor, Saved } from '../../../catalogue/sources/holder/door.ts';
import { maxSubmissionBytes } from '../../../catalogue/sources/holder/read-submission.ts';
import type { Operation } from '../../operation.ts';
import { callerOf } from '../../operation.ts';
import { holders, submissionOf, wantedQuery } from './submission.ts';

const severities = { violation: 'error', warning: 'warning', info: 'information' } as const;

/** What was stored, and what is still to be mended. */
const outcome = (saved: Saved): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [
    { severity: 'information', code: 'informational', diagnostics: `Stored as ${saved.state}.` },
    ...saved.findings.map((finding) => ({ severity: severities[finding.severity], code: 'business-rule' as const, diagnostics: finding.message, expression: [finding.path] })),
  ],
});

const answer = (res: Response, status: number, saved: Saved): void => {
  res.status(status).location(`/fhir/Library/${saved.id}`).setHeader('etag', `"${saved.version}"`);
  res.type('application/fhir+json').send(JSON.stringify(outcome(saved)));
};

const submission = (req: Request, context: Parameters<typeof submissionOf>[1]) => ({ ...submissionOf(req, context), library: true });

/** FHIR create and update of Library, through the holders' door: the same validation, states and versions (issue 3, item 3). */
export const createLibrary = (door: HolderDoor): Operation => ({
  method: 'POST', path: '/fhir/Library', access: holders, summary: 'Create a dataset from a FHIR Library', body: 'bytes', maxBodyBytes: maxSubmissionBytes, request: { query: wantedQuery },
  handle: async (req, res, context) => answer(res, 201, await door.create(callerOf(context), submission(req, context))),
});

export const updateLibrary = (door: HolderDoor): Operation => ({
  method: 'PUT', path: '/fhir/Library/:id', access: holders, summary: 'Update a dataset from a FHIR Library; what FHIR cannot carry is kept', body: 'bytes', maxBodyBytes: maxSubmissionBytes, request: { query: wantedQuery },
  handle: async (req, res, context) => answer(res, 200, await door.replace(callerOf(context), String(req.params['id']), req.get('if-match'), submission(req, context))),
});
