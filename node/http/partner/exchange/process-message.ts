import { envelopeLimits } from '../../../../core/exchange.ts';
import type { ReceiveFrom } from '../../../exchange/receive.ts';
import type { Operation } from '../../operation.ts';
import { partnerOf, partners } from '../../operation.ts';
import { createBodyBudget } from './body-budget.ts';
import { readBody } from './read-body.ts';

/** The one door for messages (exchange.md §3): stored and receipted, or refused. A duplicate gets the same receipt, byte for byte. */
export const processMessage = (parts: { receive: ReceiveFrom }, budget = createBodyBudget()): Operation => ({
  method: 'POST',
  path: '/fhir/$process-message',
  access: partners,
  summary: 'Take a signed FHIR message bundle; answers 202 with a signed receipt once it is durably stored',
  // Read by hand: one byte too many is a refusal of the guard chain, audited and counted like the others. Compressed bodies are not taken.
  body: 'none',
  // The listener limits requests per second and partner; a backlog of thousands must drain.
  perMinute: 1_000_000,
  handle: async (req, res, context) => {
    const peer = partnerOf(context);
    const held = budget.open(peer.nodeId);
    try {
      const bytes = await readBody(req, envelopeLimits.bodyBytes, held.add);
      if (bytes === undefined) res.setHeader('connection', 'close');
      const contentType = req.headers['content-encoding'] === undefined ? req.headers['content-type'] : 'compressed';
      const receipt = await parts.receive({ peer, contentType, bytes }, { requestId: context.requestId });
      res.status(202).setHeader('content-type', 'application/fhir+json').end(receipt);
    } finally {
      held.release();
    }
  },
});
