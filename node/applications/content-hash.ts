import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Submission } from '../../core/applications/messages.ts';

/** SHA-256 (hex) over the RFC 8785 form of a submission: the same fact under a new message id is recognised by it (applications.md §4.2). */
export const withContentHash = (submission: Omit<Submission, 'contentHash'>): Submission => ({
  ...submission,
  contentHash: createHash('sha256').update(canonicalize(submission) ?? '').digest('hex'),
});

/** Does the hash belong to the content? */
export const hasItsHash = ({ contentHash, ...content }: Submission): boolean => withContentHash(content).contentHash === contentHash;
