import type { Handler } from '../ports.ts';

/** Files are not taken by this version: answered in words, so that the sender's screen can say so (applications.md §4.4). */
export const legAttachment: Handler = async () => ({ type: 'not-validated', code: 'attachment-refused', text: 'This node does not take attachments yet.' });
