import type { LegMessageEvent } from '../../../core/applications/messages.ts';
import { isAppError } from '../../../core/errors.ts';
import { fhirToLeg } from '../../../mappings/fhir-to-leg/fhir-to-leg.ts';
import type { Handler, HandlerOutcome, InboundMessage } from '../ports.ts';
import type { ReceiveLegMessage } from './ports.ts';

/** The leg a message tells of must be the one its envelope names: order and evidence hang on the correlation id. */
const correlationFault = (inbound: InboundMessage, application: string): HandlerOutcome | undefined =>
  inbound.correlationId === application ? undefined : { type: 'not-validated', code: 'shape', text: 'The correlation id is not the application id.' };

/** Refusals that are the sender's business become "not validated"; anything else is a failure and is tried again. */
const notValidated = (error: unknown): HandlerOutcome => {
  if (isAppError(error) && (error.code === 'shape' || error.code === 'illegal-transition')) return { type: 'not-validated', code: error.code, text: error.detail };
  throw error;
};

/** A handler: reads the content as this event's message and gives it to the application side, in the transaction of the outcome. */
export const legHandler =
  <Event extends LegMessageEvent>(event: Event, receive: ReceiveLegMessage<Event>): Handler =>
  async (tx, inbound) => {
    try {
      const message = fhirToLeg(event, inbound.content);
      return correlationFault(inbound, message.snapshot.application) ?? (await receive(tx, message, inbound));
    } catch (error) {
      return notValidated(error);
    }
  };
