import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../core/envelope.ts';
import { fhirToEnvelope } from '../fhir-to-envelope/fhir-to-envelope.ts';
import { fhirToOutcome } from '../fhir-to-envelope/fhir-to-outcome.ts';
import { fhirToReceipt } from '../fhir-to-envelope/fhir-to-receipt.ts';
import { envelopeToFhir } from './envelope-to-fhir.ts';
import { outcomeToFhir } from './outcome-to-fhir.ts';
import { receiptToFhir } from './receipt-to-fhir.ts';

const uuid = fc.uuid({ version: 7 });
const instant = fc.date({ min: new Date('2025-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
const node = fc.constantFrom('FR', 'FI', 'EU-ECDC');
const printable = fc.string({ minLength: 1, maxLength: 60 });
const envelopes: fc.Arbitrary<Envelope> = fc.record({
  messageId: uuid, timestamp: instant, event: fc.constantFrom('leg-submit', 'something-newer'), sender: node, senderEndpoint: fc.webUrl(), receiver: node, receiverEndpoint: fc.webUrl(), protocol: fc.constant('1.0'),
  correlationId: printable, sequence: fc.integer({ min: 1, max: 2 ** 40 }), notAfter: instant, traceparent: fc.option(printable, { nil: undefined }),
  inReplyTo: fc.option(uuid, { nil: undefined }), replyCode: fc.constantFrom('ok' as const, 'fatal-error' as const),
  content: fc.option(fc.stringMatching(/^[A-Za-z0-9_.-]{1,200}$/), { nil: undefined }),
}).map((envelope) => ({ ...envelope, replyCode: envelope.inReplyTo === undefined ? undefined : envelope.replyCode }));

describe('envelope', () => {
  it('reads back as it was written, also through JSON text', () => {
    fc.assert(fc.property(envelopes, uuid, (envelope, contentId) => {
      expect(fhirToEnvelope(JSON.parse(JSON.stringify(envelopeToFhir(envelope, contentId))))).toEqual({ envelope });
    }));
  });
  it('ignores elements a newer partner adds', () => {
    fc.assert(fc.property(envelopes, uuid, (envelope, contentId) => {
      const bundle = envelopeToFhir(envelope, contentId) as unknown as Record<string, unknown>;
      expect(fhirToEnvelope({ ...bundle, meta: { tag: [{ code: 'new' }] }, futureElement: 1 })).toEqual({ envelope });
    }));
  });
  it('refuses any other value without throwing', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => 'problem' in fhirToEnvelope(value)));
  });
  it('refuses an extension that is there twice', () => {
    const [envelope] = fc.sample(envelopes, 1);
    const bundle = envelopeToFhir(envelope as Envelope, '0190b3f0-0000-7000-8000-000000000000') as unknown as { entry: { resource: { extension: unknown[] } }[] };
    bundle.entry[0]?.resource.extension.push({ url: 'urn:ehds-node:envelope:correlation', valueString: 'other' });
    expect(fhirToEnvelope(bundle)).toMatchObject({ problem: expect.stringContaining('twice') as string });
  });
});

describe('receipt', () => {
  it('reads back as it was written', () => {
    fc.assert(fc.property(uuid, uuid, instant, node, node, fc.integer({ min: 1, max: 1e6 }), (receiptId, messageId, at, sender, receiver, directoryVersion) => {
      const receipt = { receiptId, timestamp: at, messageId, sender, receiver, receivedAt: at, digest: 'ab'.repeat(32), directoryVersion };
      expect(fhirToReceipt(JSON.parse(JSON.stringify(receiptToFhir(receipt, receiptId, { sender: 'https://a', receiver: 'https://b' }))))).toEqual(receipt);
    }));
  });
  it('is not read out of anything else', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => fhirToReceipt(value) === undefined));
  });
});

describe('outcome', () => {
  it('reads back as it was written', () => {
    const issues = fc.array(fc.record({ severity: fc.constantFrom('error' as const, 'warning' as const, 'information' as const), code: fc.constantFrom('no-dataset-here', 'V1'), text: printable, linkId: fc.option(fc.constant('s2.projectName'), { nil: undefined }) }), { minLength: 1 });
    fc.assert(fc.property(issues, (list) => {
      expect(fhirToOutcome(JSON.parse(JSON.stringify(outcomeToFhir(list))))).toEqual(list);
    }));
  });
});
