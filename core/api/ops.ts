import { z } from 'zod';
import { linkStatus } from './status.ts';

/** Shapes of the operator's API (exchange.md §4.4, §6): ids, times and reasons; never contents. */
export const linkView = linkStatus.extend({
  name: z.record(z.string(), z.string()),
  gateway: z.string(),
  directoryState: z.string(),
  attemptsLastMinute: z.int(),
  paused: z.object({ by: z.string(), at: z.string(), reason: z.string().optional() }).optional(),
  /** Days until the last of its listed TLS keys ends. */
  certificateDaysLeft: z.number().optional(),
  /** 60, 30, 14, 7 or 1 when that limit is passed. */
  certificateWarning: z.int().optional(),
});
export type LinkView = z.infer<typeof linkView>;
export const linkList = z.object({ links: z.array(linkView) });

export const pauseRequest = z.object({ reason: z.string().max(500).optional() });

export const linkSteps = ['dns', 'tcp', 'tls', 'certificate', 'directory', 'application', 'clock'] as const;
export const linkTestStep = z.object({
  step: z.enum(linkSteps),
  result: z.enum(['green', 'red', 'not-tried']),
  detail: z.string(),
  /** Who must act when it is red. */
  side: z.enum(['this-node', 'partner', 'network', 'coordinator']).optional(),
  advice: z.string().optional(),
  ms: z.number().optional(),
});
export const linkTestReport = z.object({ partner: z.string(), at: z.string(), ok: z.boolean(), steps: z.array(linkTestStep) });
export type LinkTestReport = z.infer<typeof linkTestReport>;

export const deadFilter = z.object({
  partner: z.string().max(32).optional(),
  event: z.string().max(64).optional(),
  reason: z.string().max(100).optional(),
  correlation: z.string().max(200).optional(),
  ids: z.array(z.uuid()).max(1000).optional(),
});
export type DeadFilter = z.infer<typeof deadFilter>;

export const deadLetter = z.object({
  messageId: z.string(),
  partner: z.string(),
  event: z.string(),
  correlation: z.string(),
  sequence: z.int(),
  createdAt: z.string(),
  diedAt: z.string(),
  notAfter: z.string(),
  attempts: z.int(),
  reason: z.string(),
  /** In words. */
  why: z.string(),
  /** What would help. */
  help: z.string(),
  lastAnswer: z.string().optional(),
  /** Messages of the same correlation that wait behind it. */
  holdsBack: z.int(),
  /** Past notAfter: the partner would refuse it. */
  expired: z.boolean(),
});
export type DeadLetter = z.infer<typeof deadLetter>;
export const deadList = z.object({ letters: z.array(deadLetter), total: z.int(), runs: z.array(z.lazy(() => resendRun)) });

export const resendPreview = z.object({ messages: z.int(), partners: z.array(z.object({ partner: z.string(), messages: z.int() })), expired: z.int(), minutes: z.number(), text: z.string() });
export type ResendPreview = z.infer<typeof resendPreview>;

export const resendRun = z.object({ id: z.string(), requestedBy: z.string(), requestedAt: z.string(), total: z.int(), done: z.int(), state: z.enum(['running', 'stopped', 'finished']), finishedAt: z.string().optional(), filter: deadFilter });
export type ResendRun = z.infer<typeof resendRun>;

export const abandonRequest = z.object({ ids: z.array(z.uuid()).min(1).max(1000), reason: z.string().min(1).max(500) });

export const quarantined = z.object({ arrival: z.int(), messageId: z.string(), sender: z.string(), event: z.string(), correlation: z.string(), receivedAt: z.string(), reason: z.string(), attempts: z.int() });
export const queueView = z.object({
  backend: z.boolean(),
  queues: z.array(z.object({ name: z.string(), waiting: z.int(), delayed: z.int(), active: z.int() })),
  inbox: z.object({ stored: z.int(), parked: z.int(), quarantined: z.int() }),
  quarantined: z.array(quarantined),
});
export type QueueView = z.infer<typeof queueView>;

export const maintenanceView = z.object({ from: z.string().optional(), to: z.string().optional(), note: z.string().optional(), active: z.boolean() });
export const maintenanceRequest = z.object({ from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional(), note: z.string().max(500).optional() });
export type MaintenanceView = z.infer<typeof maintenanceView>;

export const auditLine = z.object({ id: z.int(), at: z.string(), actor: z.string(), role: z.string().optional(), action: z.string(), target: z.string(), outcome: z.string(), details: z.record(z.string(), z.unknown()).optional(), sealed: z.boolean() });
export const auditList = z.object({ lines: z.array(auditLine) });
export const auditVerdict = z.object({ rows: z.int(), heads: z.int(), ok: z.boolean(), faults: z.array(z.object({ seq: z.int(), code: z.string(), text: z.string() })) });
