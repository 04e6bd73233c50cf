import { z } from 'zod';
import { documentReport } from '../../../../core/api/validate.ts';
import { AppError } from '../../../../core/errors.ts';
import { checkLimits, type CheckDocument } from '../../../catalogue/validate/check-document.ts';
import type { ShaclCheck } from '../../../catalogue/validate/shacl-check.ts';
import { everyone, type Operation } from '../../operation.ts';

const query = z.object({
  /** `import`: as this node would import it, with older releases brought up to date; `sent` (default): as it stands. */
  as: z.enum(['sent', 'import']).default('sent'),
  /** `words` (default): findings in the reader's language; `shacl`: the technical report in Turtle, of the document as it was sent. */
  report: z.enum(['words', 'shacl']).default('words'),
});

/** Both ways to check; made on the first request. */
export type Checks = { readonly words: CheckDocument; readonly shacl: ShaclCheck };

/** Lets so many work at once and refuses the others: a check keeps the whole node busy. */
const atMost = (limit: number) => {
  let running = 0;
  return async (work: () => Promise<void>): Promise<void> => {
    if (running >= limit) throw new AppError('rate-limited', 'throttled', `${limit} documents are being checked now: try again in a moment.`, { retryAfterSeconds: 5 });
    running += 1;
    try {
      await work();
    } finally {
      running -= 1;
    }
  };
};

/** `POST /api/v1/validate`: anyone, any RDF format; nothing is kept. Findings in the reader's language, score, and what importing would rewrite.
 *  Parsing a hostile document costs most, so the rate is low. @see catalogue.md §5.1, §7 */
export const validateDocument = (checks: () => Promise<Checks>): Operation => {
  const inTurn = atMost(2);
  return {
    method: 'POST',
    path: '/api/v1/validate',
    access: everyone,
    summary: 'Validate a dataset description (Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML); nothing is stored',
    body: 'bytes',
    maxBodyBytes: checkLimits.maxBytes,
    perMinute: 60,
    request: { query },
    response: documentReport,
    handle: async (req, res, context) => {
      const bytes = req.body as Buffer | undefined;
      if (bytes === undefined || bytes.length === 0) throw new AppError('invalid', 'empty-body', 'There is nothing to validate: send the description as the body of the request.');
      const mediaType = req.get('content-type');
      if (mediaType === undefined) throw new AppError('unsupported-media-type', 'unsupported-format', 'Say with Content-Type what is sent: text/turtle, application/ld+json, application/rdf+xml, …');
      const { as, report: kind } = query.parse(req.query);
      // relative addresses of a pasted description resolve against a base that belongs to nobody
      const document = { mediaType, baseIri: 'urn:pasted:' };
      await inTurn(async () => {
        const { words, shacl } = await checks();
        if (kind === 'shacl') res.type('text/turtle').send(await shacl(bytes, document));
        else res.json(await words(bytes, { ...document, language: context.language, asImported: as === 'import' }));
      });
    },
  };
};
