import type { Handlers } from '../ports.ts';
import { decisionIssued } from './decision-issued.ts';
import { decisionResponse } from './decision-response.ts';
import { infoRequest } from './info-request.ts';
import { infoResponse } from './info-response.ts';
import { legAttachment } from './leg-attachment.ts';
import { legClock } from './leg-clock.ts';
import { legMessage } from './leg-message.ts';
import { legStatus } from './leg-status.ts';
import { legSubmit } from './leg-submit.ts';
import { legWithdraw } from './leg-withdraw.ts';
import { outcome } from './outcome.ts';
import { peerDecision } from './peer-decision.ts';
import type { LegReceivers, ReceiveOutcomeMessage } from './ports.ts';

/** Event → handler: a new event does not compile until it has one. */
export const createHandlers = (legs: LegReceivers, receiveOutcome: ReceiveOutcomeMessage): Handlers => ({
  'leg-submit': legSubmit(legs['leg-submit']),
  'leg-attachment': legAttachment,
  'info-request': infoRequest(legs['info-request']),
  'info-response': infoResponse(legs['info-response']),
  'leg-message': legMessage(legs['leg-message']),
  'leg-status': legStatus(legs['leg-status']),
  'leg-clock': legClock(legs['leg-clock']),
  'leg-withdraw': legWithdraw(legs['leg-withdraw']),
  'decision-issued': decisionIssued(legs['decision-issued']),
  'decision-response': decisionResponse(legs['decision-response']),
  'peer-decision': peerDecision(legs['peer-decision']),
  outcome: outcome(receiveOutcome),
});
