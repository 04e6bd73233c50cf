import { z } from 'zod';
import type { Envelope } from '../../core/envelope.ts';
import { envelopeNames as names, uuidPattern } from '../../core/envelope.ts';

const uuid = z.string().regex(uuidPattern, 'is not a UUID in lower case');
const instant = z.iso.datetime({ offset: true });
const nodeReference = z.looseObject({ identifier: z.looseObject({ system: z.literal(names.nodeSystem), value: z.string().max(32) }) });

const headerShape = z.looseObject({
  resourceType: z.literal('MessageHeader'),
  extension: z.array(z.looseObject({ url: z.string().max(200) })).max(32),
  eventCoding: z.looseObject({ system: z.literal(names.eventSystem), code: z.string().min(1).max(64) }),
  destination: z.tuple([z.looseObject({ endpoint: z.string().max(2048), receiver: nodeReference })]),
  sender: nodeReference,
  source: z.looseObject({ endpoint: z.string().max(2048) }),
  response: z.looseObject({ identifier: uuid, code: z.enum(['ok', 'fatal-error']) }).optional(),
  focus: z.array(z.looseObject({ reference: z.string().max(200) })).max(1).optional(),
});
const binaryShape = z.looseObject({ resourceType: z.literal('Binary'), contentType: z.literal(names.contentType), data: z.string().min(1) });
const entryShape = z.looseObject({ fullUrl: z.string().max(200), resource: z.looseObject({ resourceType: z.string().max(64) }) });
const bundleShape = z.looseObject({
  resourceType: z.literal('Bundle'),
  id: uuid,
  type: z.literal('message'),
  timestamp: instant,
  entry: z.array(entryShape).min(1),
});

export type EnvelopeReading = { readonly envelope: Envelope } | { readonly problem: string };

const values = z.object({
  [names.protocol]: z.string().max(16),
  [names.correlation]: z.string().min(1).max(200),
  [names.sequence]: z.string().regex(/^[1-9]\d{0,14}$/).transform(Number),
  [names.notAfter]: instant,
  [names.traceparent]: z.string().max(100).optional(),
});

/** Extension url → its one value; a url that comes twice is a fault, because two readers could then disagree. */
const readExtensions = (list: readonly Record<string, unknown>[]): Record<string, unknown> | undefined => {
  const found: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const one of list) {
    const url = String(one['url']);
    if (url in found) return undefined;
    found[url] = one['valueCode'] ?? one['valueString'] ?? one['valueInstant'];
  }
  return found;
};

const first = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue === undefined ? 'wrong shape' : `${issue.path.map(String).join('.')}: ${issue.message}`;
};

const utc = (text: string): string => new Date(text).toISOString();

/** Reads a parsed message Bundle; unknown elements are left alone, since newer partners may send them (applications.md §4.5).
 *  @returns the envelope, or where the shape is wrong, without quoting any value */
export const fhirToEnvelope = (json: unknown): EnvelopeReading => {
  const bundle = bundleShape.safeParse(json);
  if (!bundle.success) return { problem: first(bundle.error) };
  const header = headerShape.safeParse(bundle.data.entry[0]?.resource);
  if (!header.success) return { problem: `entry.0.resource.${first(header.error)}` };
  const extensions = readExtensions(header.data.extension);
  if (extensions === undefined) return { problem: 'entry.0.resource.extension: a url is there twice' };
  const read = values.safeParse(extensions);
  if (!read.success) return { problem: `entry.0.resource.extension.${first(read.error)}` };
  const content = contentOf(bundle.data.entry, header.data.focus?.[0]?.reference);
  if ('problem' in content) return content;
  const { response } = header.data;
  return {
    envelope: {
      messageId: bundle.data.id,
      timestamp: utc(bundle.data.timestamp),
      event: header.data.eventCoding.code,
      sender: header.data.sender.identifier.value,
      senderEndpoint: header.data.source.endpoint,
      receiver: header.data.destination[0].receiver.identifier.value,
      receiverEndpoint: header.data.destination[0].endpoint,
      protocol: read.data[names.protocol],
      correlationId: read.data[names.correlation],
      sequence: read.data[names.sequence],
      notAfter: utc(read.data[names.notAfter]),
      traceparent: read.data[names.traceparent],
      inReplyTo: response?.identifier,
      replyCode: response?.code,
      content: content.jwe,
    },
  };
};

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

const contentOf = (entries: readonly z.infer<typeof entryShape>[], focus: string | undefined): { jwe: string | undefined } | { problem: string } => {
  if (focus === undefined) return { jwe: undefined };
  const found = entries.filter((entry) => entry.fullUrl === focus);
  if (found.length !== 1) return { problem: 'entry.0.resource.focus: it names no entry, or several' };
  const binary = binaryShape.safeParse(found[0]?.resource);
  if (!binary.success) return { problem: `content: ${first(binary.error)}` };
  if (!base64.test(binary.data.data)) return { problem: 'content.data: not base64' };
  return { jwe: atob(binary.data.data) };
};
