import type { Extension, Task } from 'fhir/r4.d.ts';
import type { ClockSnapshot, LegSnapshot } from '../../core/applications/messages.ts';
import type { ApplicationId } from '../../core/ids.ts';
import { isNodeId } from '../../core/ids.ts';
import { extensions, systems } from '../leg-to-fhir/terms.ts';
import { need, shapeFault } from './shape-fault.ts';

const clockFrom = (extension: Extension): ClockSnapshot => {
  const part = (url: string) => extension.extension?.find((inner) => inner.url === url);
  const dueAt = part('dueAt')?.valueInstant;
  const dueDate = part('dueDate')?.valueDate;
  return {
    clock: need(part('id')?.valueCode, 'clock id'),
    state: need(part('state')?.valueCode, 'clock state'),
    startedAt: need(part('startedAt')?.valueInstant, 'clock start'),
    timeZone: part('timeZone')?.valueString ?? 'UTC',
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(dueDate === undefined ? {} : { dueDate }),
  };
};

const nodeIn = (reference: Task['owner'], what: string) => {
  const id = need(reference?.identifier?.value, what);
  if (!isNodeId(id)) throw shapeFault(`${what} "${id}" is not a node id`);
  return id;
};

/** The snapshot a Task carries; unknown status codes stay as they came (applications.md §2.2).
 *  @throws AppError `shape` */
export const taskToSnapshot = (task: Task): LegSnapshot => {
  const coded = (system: string) => task.businessStatus?.coding?.find((coding) => coding.system === system)?.code;
  const whole = (url: string, what: string) => need(task.extension?.find((extension) => extension.url === url)?.valueInteger, what);
  const type = task.code?.coding?.[0]?.code;
  if (type !== 'access' && type !== 'request') throw shapeFault('Task.code is neither access nor request');
  const reason = task.statusReason?.coding?.[0]?.code;
  const decisionStatus = coded(systems.decisionStatus);
  return {
    application: need(task.identifier?.find((id) => id.system === systems.application)?.value, 'application id') as ApplicationId,
    home: nodeIn(task.requester, 'Task.requester'),
    node: nodeIn(task.owner, 'Task.owner'),
    type,
    status: need(coded(systems.legStatus), 'leg status'),
    ...(reason === undefined ? {} : { reason }),
    ...(decisionStatus === undefined ? {} : { decisionStatus }),
    version: whole(extensions.version, 'version'),
    seq: whole(extensions.sequence, 'sequence'),
    asOf: need(task.lastModified, 'Task.lastModified'),
    clocks: (task.extension ?? []).filter((extension) => extension.url === extensions.clock).map(clockFrom),
  };
};
