import type { Binary, Bundle, BundleEntry, Extension, MessageHeader } from 'fhir/r4.d.ts';
import type { Envelope } from '../../core/envelope.ts';
import { envelopeNames as names } from '../../core/envelope.ts';

const asciiToBase64 = (text: string): string => btoa(text);

const extensions = (envelope: Envelope): Extension[] => [
  { url: names.protocol, valueCode: envelope.protocol },
  { url: names.correlation, valueString: envelope.correlationId },
  { url: names.sequence, valueString: String(envelope.sequence) },
  { url: names.notAfter, valueInstant: envelope.notAfter },
  ...(envelope.traceparent === undefined ? [] : [{ url: names.traceparent, valueString: envelope.traceparent }]),
];

const header = (envelope: Envelope, contentUrl: string): MessageHeader => ({
  resourceType: 'MessageHeader',
  id: envelope.messageId,
  extension: extensions(envelope),
  eventCoding: { system: names.eventSystem, code: envelope.event },
  destination: [{ endpoint: envelope.receiverEndpoint, receiver: { identifier: { system: names.nodeSystem, value: envelope.receiver } } }],
  sender: { identifier: { system: names.nodeSystem, value: envelope.sender } },
  source: { endpoint: envelope.senderEndpoint },
  ...(envelope.inReplyTo === undefined ? {} : { response: { identifier: envelope.inReplyTo, code: envelope.replyCode ?? 'ok' } }),
  ...(envelope.content === undefined ? {} : { focus: [{ reference: contentUrl }] }),
});

/** One FHIR R4 Bundle of type `message`, unsigned: MessageHeader first, then the content as a Binary that holds a compact JWE (exchange.md §3).
 *  The sequence travels as text, because canonical JSON would round a large integer.
 *  @param contentId UUID of the Binary within this Bundle */
export const envelopeToFhir = (envelope: Envelope, contentId: string): Bundle => {
  const contentUrl = `urn:uuid:${contentId}`;
  const entry: BundleEntry[] = [{ fullUrl: `urn:uuid:${envelope.messageId}`, resource: header(envelope, contentUrl) }];
  if (envelope.content !== undefined) {
    const binary: Binary = { resourceType: 'Binary', id: contentId, contentType: names.contentType, data: asciiToBase64(envelope.content) };
    entry.push({ fullUrl: contentUrl, resource: binary });
  }
  return { resourceType: 'Bundle', id: envelope.messageId, type: 'message', timestamp: envelope.timestamp, entry };
};
