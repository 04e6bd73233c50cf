import type { Actor, DeadLetters } from '../../../exchange/dead-letters.ts';
import type { Maintenance } from '../../../exchange/maintenance.ts';
import type { Operation } from '../../operation.ts';
import type { AuditParts } from './audit.ts';
import { listAudit, verifyAuditTrail } from './audit.ts';
import { abandonDeadLetters, listDeadLetters, previewSendAgain, sendAgain, stopSendAgain } from './dead-letters.ts';
import type { LinkParts } from './links.ts';
import { listLinks, pauseLink, resumeLink, testLink } from './links.ts';
import { announceMaintenance, endMaintenance, showMaintenance } from './maintenance.ts';
import { showQueues, tryAgain } from './queues.ts';

export type OpsParts = LinkParts & AuditParts & { readonly deadLetters: DeadLetters; readonly maintenance: Maintenance; readonly tryAgain: (arrival: number, by: Actor) => Promise<void> };

/** The operator's API over links, queues, dead letters, maintenance and audit. */
export const exchangeOpsOperations = (parts: OpsParts): readonly Operation[] => [
  listLinks(parts), pauseLink(parts), resumeLink(parts), testLink(parts),
  showQueues(parts), tryAgain(parts),
  listDeadLetters(parts), previewSendAgain(parts), sendAgain(parts), stopSendAgain(parts), abandonDeadLetters(parts),
  showMaintenance(parts), announceMaintenance(parts), endMaintenance(parts),
  listAudit(parts), verifyAuditTrail(parts),
];
