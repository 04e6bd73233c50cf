import type { Bundle, FhirResource, QuestionnaireResponse, TaskInput, TaskOutput } from 'fhir/r4.d.ts';
import type { DecisionCard, InfoRequest, LegMessage } from '../../core/applications/messages.ts';
import { snapshotToTask } from './snapshot-to-task.ts';
import { submissionToResponse } from './submission-to-response.ts';
import { systems } from './terms.ts';

const parameter = (name: string, value: string): TaskInput & TaskOutput => ({ type: { coding: [{ system: systems.parameter, code: name }] }, valueString: value });

/** JSON as base64 of its UTF-8 bytes, as FHIR attachments carry it. */
const jsonData = (value: unknown): string => btoa(Array.from(new TextEncoder().encode(JSON.stringify(value)), (byte) => String.fromCharCode(byte)).join(''));

const questionsOf = (request: InfoRequest): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  status: 'in-progress',
  authored: request.askedAt,
  item: request.questions.map((question) => ({ linkId: question.linkId, text: question.comment })),
});

const cardOf = (card: DecisionCard): FhirResource => ({
  resourceType: 'DocumentReference',
  status: 'current',
  identifier: [{ system: systems.decision, value: card.decisionId }],
  content: [{ attachment: { contentType: 'application/json', data: jsonData(card) } }],
});

type Parts = { readonly input?: TaskInput[]; readonly output?: TaskOutput[]; readonly resources?: readonly FhirResource[] };

const partsOf = (message: LegMessage): Parts => {
  switch (message.event) {
    case 'leg-submit':
      return { input: [parameter('title', message.submission.title)], resources: [submissionToResponse(message.submission)] };
    case 'info-request':
      return { input: [parameter('request', message.request.id), parameter('kind', message.request.kind)], resources: [questionsOf(message.request)] };
    case 'info-response':
      return {
        input: [parameter('request', message.response.request), parameter('title', message.response.submission.title), ...message.response.changed.map((linkId) => parameter('changed', linkId))],
        resources: [submissionToResponse(message.response.submission)],
      };
    case 'leg-message':
      return { resources: [{ resourceType: 'Communication', status: 'completed', payload: [{ contentString: message.text }], ...(message.linkIds.length === 0 ? {} : { note: message.linkIds.map((text) => ({ text })) }) }] };
    case 'leg-status':
      return {};
    case 'leg-clock':
      return { output: [parameter('why', message.why)] };
    case 'leg-withdraw':
      return { input: [parameter('reason', message.reason)] };
    case 'decision-issued':
      return { resources: [cardOf(message.card)] };
    case 'decision-response':
      return { output: [parameter('decision', message.response.decisionId), parameter('answer', message.response.answer), parameter('at', message.response.at)] };
    case 'peer-decision':
      return { output: [parameter('decision', message.decision.decisionId), parameter('outcome', message.decision.outcome), parameter('issuedAt', message.decision.issuedAt), parameter('hdab', message.decision.hdab)] };
  }
};

/** Content of a leg message: a FHIR R4 Bundle of type `collection`; first entry the Task with the snapshot, then what the event carries (applications.md §4.1). */
export const legToFhir = (message: LegMessage): Bundle => {
  const { input, output, resources = [] } = partsOf(message);
  const task = { ...snapshotToTask(message.snapshot), ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) };
  return { resourceType: 'Bundle', type: 'collection', entry: [task, ...resources].map((resource) => ({ resource })) };
};
