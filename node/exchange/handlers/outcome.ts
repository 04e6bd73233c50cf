import { fhirToOutcome } from '../../../mappings/fhir-to-envelope/fhir-to-outcome.ts';
import type { Handler } from '../ports.ts';
import type { ReceiveOutcomeMessage } from './ports.ts';

/** Receiver → sender, once processed: was or was not validated, with findings. Never answered itself. */
export const outcome = (receive: ReceiveOutcomeMessage): Handler => async (tx, inbound) => {
  if (inbound.inReplyTo === undefined) return { type: 'not-validated', code: 'shape', text: 'An outcome quotes the message it answers.' };
  const findings = fhirToOutcome(inbound.content)
    .filter((issue) => issue.severity !== 'information')
    .map((issue) => ({ code: issue.code, message: issue.text, ...(issue.linkId === undefined ? {} : { linkId: issue.linkId }) }));
  const known = await receive(tx, { inReplyTo: inbound.inReplyTo, ok: inbound.replyCode !== 'fatal-error', findings, sender: inbound.sender, receivedAt: inbound.receivedAt });
  return { type: 'validated', notes: known ? [] : ['quotes-unknown-message'] };
};
