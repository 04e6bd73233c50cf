import { z } from 'zod';
import type { Receipt } from '../../core/envelope.ts';
import { envelopeNames as names, uuidPattern } from '../../core/envelope.ts';

const uuid = z.string().regex(uuidPattern);
const instant = z.iso.datetime({ offset: true });
const node = z.looseObject({ identifier: z.looseObject({ system: z.literal(names.nodeSystem), value: z.string() }) });
const parameter = z.looseObject({ name: z.string(), valueInstant: z.string().optional(), valueString: z.string().optional(), valuePositiveInt: z.int().optional() });

const shape = z.looseObject({
  resourceType: z.literal('Bundle'),
  id: uuid,
  type: z.literal('message'),
  timestamp: instant,
  entry: z.tuple([
    z.looseObject({
      resource: z.looseObject({
        resourceType: z.literal('MessageHeader'),
        eventCoding: z.looseObject({ system: z.literal(names.eventSystem), code: z.literal(names.receiptEvent) }),
        destination: z.tuple([z.looseObject({ receiver: node })]),
        sender: node,
        response: z.looseObject({ identifier: uuid, code: z.literal('ok') }),
      }),
    }),
    z.looseObject({ resource: z.looseObject({ resourceType: z.literal('Parameters'), parameter: z.array(parameter).max(32) }) }),
  ]),
});
const said = z.object({ receivedAt: instant, digest: z.string().regex(/^[0-9a-f]{64}$/), receiver: z.string(), directoryVersion: z.int().positive() });

/** Reads a parsed receipt Bundle. @returns undefined when it is anything else */
export const fhirToReceipt = (json: unknown): Receipt | undefined => {
  const bundle = shape.safeParse(json);
  if (!bundle.success) return undefined;
  const [header, body] = bundle.data.entry;
  const parts = Object.fromEntries(body.resource.parameter.map((one) => [one.name, one.valueInstant ?? one.valueString ?? one.valuePositiveInt]));
  const read = said.safeParse(parts);
  if (!read.success || read.data.receiver !== header.resource.sender.identifier.value) return undefined;
  return {
    receiptId: bundle.data.id,
    timestamp: bundle.data.timestamp,
    messageId: header.resource.response.identifier,
    sender: header.resource.destination[0].receiver.identifier.value,
    receiver: read.data.receiver,
    receivedAt: read.data.receivedAt,
    digest: read.data.digest,
    directoryVersion: read.data.directoryVersion,
  };
};
