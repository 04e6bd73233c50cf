import type { Bundle, MessageHeader, Parameters } from 'fhir/r4.d.ts';
import type { Receipt } from '../../core/envelope.ts';
import { envelopeNames as names } from '../../core/envelope.ts';

const node = (id: string) => ({ identifier: { system: names.nodeSystem, value: id } });

const header = (receipt: Receipt, focus: string, endpoints: { receiver: string; sender: string }): MessageHeader => ({
  resourceType: 'MessageHeader',
  id: receipt.receiptId,
  eventCoding: { system: names.eventSystem, code: names.receiptEvent },
  destination: [{ endpoint: endpoints.sender, receiver: node(receipt.sender) }],
  sender: node(receipt.receiver),
  source: { endpoint: endpoints.receiver },
  response: { identifier: receipt.messageId, code: 'ok' },
  focus: [{ reference: focus }],
});

const body = (receipt: Receipt, id: string): Parameters => ({
  resourceType: 'Parameters',
  id,
  parameter: [
    { name: 'receivedAt', valueInstant: receipt.receivedAt },
    { name: 'digest', valueString: receipt.digest },
    { name: 'receiver', valueString: receipt.receiver },
    { name: 'directoryVersion', valuePositiveInt: receipt.directoryVersion },
  ],
});

/** The receipt as a response Bundle, unsigned (exchange.md §3.2): MessageHeader.response quotes the message; Parameters say what was stored.
 *  @param parametersId UUID of the Parameters within this Bundle
 *  @param endpoints gateways of the two nodes */
export const receiptToFhir = (receipt: Receipt, parametersId: string, endpoints: { receiver: string; sender: string }): Bundle => ({
  resourceType: 'Bundle',
  id: receipt.receiptId,
  type: 'message',
  timestamp: receipt.timestamp,
  entry: [
    { fullUrl: `urn:uuid:${receipt.receiptId}`, resource: header(receipt, `urn:uuid:${parametersId}`, endpoints) },
    { fullUrl: `urn:uuid:${parametersId}`, resource: body(receipt, parametersId) },
  ],
});
