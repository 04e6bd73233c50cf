import type { Bundle, Communication, DocumentReference, FhirResource, QuestionnaireResponse, Task } from 'fhir/r4.d.ts';
import { z } from 'zod';
import type { DecisionCard, InfoRequest, LegMessage, LegMessageEvent, LegMessageOf, LegSnapshot } from '../../core/applications/messages.ts';
import { responseToSubmission } from './response-to-submission.ts';
import { need, shapeFault } from './shape-fault.ts';
import { taskToSnapshot } from './task-to-snapshot.ts';

const cardShape = z.object({
  decisionId: z.string(), applicationId: z.string(), legId: z.string(), type: z.enum(['access', 'request']), outcome: z.enum(['positive', 'negative']),
  scope: z.enum(['full', 'partial']), form: z.enum(['data', 'statistical']), issuedAt: z.iso.datetime({ offset: true }), hdab: z.string(),
  signedBy: z.object({ name: z.string(), role: z.string() }), justification: z.string().optional(), acceptance: z.boolean(),
  redress: z.object({ text: z.string(), days: z.number().optional() }),
});

const resourcesIn = (bundle: Bundle | undefined): readonly FhirResource[] => (bundle?.entry ?? []).flatMap((entry) => (entry.resource as FhirResource | undefined) ?? []);

const parametersOf = (task: Task): ((name: string) => readonly string[]) => {
  const all = [...(task.input ?? []), ...(task.output ?? [])];
  return (name) => all.filter((entry) => entry.type.coding?.[0]?.code === name).flatMap((entry) => entry.valueString ?? []);
};

const cardIn = (document: DocumentReference): DecisionCard => {
  const data = need(document.content[0]?.attachment.data, 'decision card');
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)));
    return cardShape.parse(JSON.parse(text));
  } catch {
    throw shapeFault('the decision card is not readable');
  }
};

type Reader = (snapshot: LegSnapshot, task: Task, resources: readonly FhirResource[]) => LegMessage;

const find = <T extends FhirResource>(resources: readonly FhirResource[], type: T['resourceType']): T =>
  need(resources.find((resource) => resource.resourceType === type) as T | undefined, type);

const one = (task: Task, name: string): string => need(parametersOf(task)(name)[0], `Task parameter ${name}`);

const oneOf = <T extends string>(text: string, allowed: readonly T[], what: string): T => {
  const found = allowed.find((word) => word === text);
  if (found === undefined) throw shapeFault(`${what} "${text}" is not known`);
  return found;
};

const questionsIn = (response: QuestionnaireResponse): InfoRequest['questions'] =>
  (response.item ?? []).map((item) => ({ linkId: item.linkId, comment: item.text ?? '' }));

const readers: Readonly<Record<LegMessageEvent, Reader>> = {
  'leg-submit': (snapshot, task, resources) => ({ event: 'leg-submit', snapshot, submission: responseToSubmission(find(resources, 'QuestionnaireResponse'), one(task, 'title')) }),
  'info-request': (snapshot, task, resources) => {
    const response = find<QuestionnaireResponse>(resources, 'QuestionnaireResponse');
    const kind = oneOf(one(task, 'kind'), ['completeness', 'clarification'], 'kind');
    return { event: 'info-request', snapshot, request: { id: one(task, 'request'), kind, askedAt: need(response.authored, 'authored'), questions: questionsIn(response) } };
  },
  'info-response': (snapshot, task, resources) => ({
    event: 'info-response', snapshot,
    response: { request: one(task, 'request'), changed: parametersOf(task)('changed'), submission: responseToSubmission(find(resources, 'QuestionnaireResponse'), one(task, 'title')) },
  }),
  'leg-message': (snapshot, _task, resources) => {
    const communication = find<Communication>(resources, 'Communication');
    return { event: 'leg-message', snapshot, text: need(communication.payload?.[0]?.contentString, 'text'), linkIds: (communication.note ?? []).map((note) => note.text) };
  },
  'leg-status': (snapshot) => ({ event: 'leg-status', snapshot }),
  'leg-clock': (snapshot, task) => ({ event: 'leg-clock', snapshot, why: one(task, 'why') }),
  'leg-withdraw': (snapshot, task) => ({ event: 'leg-withdraw', snapshot, reason: oneOf(one(task, 'reason'), ['by-applicant', 'fees-declined'], 'reason') }),
  'decision-issued': (snapshot, _task, resources) => ({ event: 'decision-issued', snapshot, card: cardIn(find(resources, 'DocumentReference')) }),
  'decision-response': (snapshot, task) => ({
    event: 'decision-response', snapshot,
    response: { decisionId: one(task, 'decision'), answer: oneOf(one(task, 'answer'), ['accept', 'decline', 'accept-refusal'], 'answer'), at: one(task, 'at') },
  }),
  'peer-decision': (snapshot, task) => ({
    event: 'peer-decision', snapshot,
    decision: { decisionId: one(task, 'decision'), outcome: oneOf(one(task, 'outcome'), ['positive', 'negative'], 'outcome'), issuedAt: one(task, 'issuedAt'), hdab: one(task, 'hdab') },
  }),
};

/** Reads the content of a leg message; the inverse of `legToFhir`. Unknown elements are ignored, unknown status codes kept (applications.md §4.5).
 *  @throws AppError `shape` naming what is missing or wrong */
export const fhirToLeg = <Event extends LegMessageEvent>(event: Event, content: Bundle | undefined): LegMessageOf<Event> => {
  const resources = resourcesIn(content);
  const task = find<Task>(resources, 'Task');
  return readers[event](taskToSnapshot(task), task, resources) as LegMessageOf<Event>;
};
