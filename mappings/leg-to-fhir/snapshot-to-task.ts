import type { Extension, Task } from 'fhir/r4.d.ts';
import type { ClockSnapshot, LegSnapshot } from '../../core/applications/messages.ts';
import { extensions, systems, taskStatus } from './terms.ts';

const clockToExtension = (clock: ClockSnapshot): Extension => ({
  url: extensions.clock,
  extension: [
    { url: 'id', valueCode: clock.clock },
    { url: 'state', valueCode: clock.state },
    { url: 'startedAt', valueInstant: clock.startedAt },
    { url: 'timeZone', valueString: clock.timeZone },
    ...(clock.dueAt === undefined ? [] : [{ url: 'dueAt', valueInstant: clock.dueAt }]),
    ...(clock.dueDate === undefined ? [] : [{ url: 'dueDate', valueDate: clock.dueDate }]),
  ],
});

const nodeReference = (node: string) => ({ identifier: { system: systems.node, value: node } });

/** FHIR R4 Task that carries the whole state of a leg (applications.md §2.1): in every leg message. Decision status: second coding of businessStatus. */
export const snapshotToTask = (snapshot: LegSnapshot): Task => ({
  resourceType: 'Task',
  intent: 'order',
  identifier: [
    { system: systems.leg, value: `${snapshot.application}/${snapshot.node}` },
    { system: systems.application, value: snapshot.application },
  ],
  status: snapshot.reason === 'undelivered' ? 'failed' : (taskStatus[snapshot.status as keyof typeof taskStatus] ?? 'requested'),
  businessStatus: {
    coding: [
      { system: systems.legStatus, code: snapshot.status },
      ...(snapshot.decisionStatus === undefined ? [] : [{ system: systems.decisionStatus, code: snapshot.decisionStatus }]),
    ],
  },
  ...(snapshot.reason === undefined ? {} : { statusReason: { coding: [{ system: systems.statusReason, code: snapshot.reason }] } }),
  code: { coding: [{ system: systems.applicationType, code: snapshot.type }] },
  lastModified: snapshot.asOf,
  requester: nodeReference(snapshot.home),
  owner: nodeReference(snapshot.node),
  extension: [
    { url: extensions.sequence, valueInteger: snapshot.seq },
    { url: extensions.version, valueInteger: snapshot.version },
    ...snapshot.clocks.map(clockToExtension),
  ],
});
