import type { Operation } from '../../operation.ts';
import { partnerOf, partners } from '../../operation.ts';

/** `POST /catalogue/wake`: a partner says that its catalogue changed; this node reads the partner's feed at once, in its own time. The answer waits for nothing. */
export const wakeCatalogue = (harvest: (node: string) => Promise<unknown>): Operation => ({
  method: 'POST',
  path: '/catalogue/wake',
  access: partners,
  summary: 'The caller\'s catalogue has changed',
  body: 'none',
  perMinute: 120,
  handle: (_req, res, context) => {
    // the outcome is kept with the partner; a failure is tried again at the next schedule
    void harvest(partnerOf(context).nodeId).catch(() => undefined);
    res.status(202).end();
  },
});
