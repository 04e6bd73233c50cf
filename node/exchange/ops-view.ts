import type { LinkView, QueueView } from '../../core/api/ops.ts';
import type { LinkStatus } from '../../core/api/status.ts';
import type { Clock } from '../../core/clock.ts';
import { instantOf, msOf } from '../../core/clock.ts';
import type { Participant } from '../../core/directory.ts';
import type { Db } from '../storage/db.ts';
import { inboxCounts, quarantinedRows } from './inbox-store.ts';
import type { Links } from './links.ts';
import type { DirectoryPort } from './ports.ts';
import { linkFigures } from './view-store.ts';

// exchange.md §6: warnings at 60/30/14/7/1 days.
const warningDays = [1, 7, 14, 30, 60];

const certificate = (participant: Participant, nowMs: number): Pick<LinkView, 'certificateDaysLeft' | 'certificateWarning'> => {
  const ends = participant.tls.map((key) => msOf(key.notAfter));
  if (ends.length === 0) return {};
  const days = Math.floor((Math.max(...ends) - nowMs) / 86_400_000);
  const warning = warningDays.find((limit) => days <= limit);
  return { certificateDaysLeft: days, ...(warning === undefined ? {} : { certificateWarning: warning }) };
};

export type OpsViewDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Pick<DirectoryPort, 'participant'>;
  readonly links: Pick<Links, 'view'>;
  readonly linkStatuses: () => Promise<LinkStatus[]>;
  readonly queueCounts: () => Promise<QueueView['queues']>;
  readonly queueReachable: () => Promise<boolean>;
};

/** What an operator sees of links and queues (exchange.md §6). */
export const createOpsView = (deps: OpsViewDeps) => ({
  links: async (): Promise<LinkView[]> => {
    const nowMs = deps.clock.ms();
    const figures = new Map((await linkFigures(deps.db, instantOf(nowMs - 3_600_000), instantOf(nowMs - 60_000))).map((row) => [row.partner, row]));
    return (await deps.linkStatuses()).flatMap((status): LinkView[] => {
      const participant = deps.directory.participant(status.partner as Participant['nodeId']);
      if (participant === undefined) return [];
      const { row } = deps.links.view(participant.nodeId);
      const paused = row === undefined || row.paused_at === null ? {} : { paused: { by: row.paused_by ?? 'unknown', at: row.paused_at, ...(row.pause_reason === null ? {} : { reason: row.pause_reason }) } };
      return [{ ...status, name: participant.name, gateway: participant.gateway, directoryState: participant.state.code, attemptsLastMinute: figures.get(status.partner)?.attempts_last_minute ?? 0, ...paused, ...certificate(participant, nowMs) }];
    });
  },
  queues: async (): Promise<QueueView> => {
    const backend = await deps.queueReachable();
    const counts = await inboxCounts(deps.db);
    const quarantined = (await quarantinedRows(deps.db, 200)).map((row) => ({ arrival: row.arrival, messageId: row.message_id, sender: row.sender, event: row.event, correlation: row.correlation_id, receivedAt: row.received_at, reason: row.reason ?? '', attempts: row.attempts }));
    return { backend, queues: backend ? await deps.queueCounts() : [], inbox: { stored: counts['stored'] ?? 0, parked: counts['parked'] ?? 0, quarantined: counts['quarantined'] ?? 0 }, quarantined };
  },
});

export type OpsView = ReturnType<typeof createOpsView>;
