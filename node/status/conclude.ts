import type { Conclusion, StatusDocument } from '../../core/api/status.ts';
import { msOf } from '../../core/clock.ts';

/** What the observer last heard of one node. */
export type Heard = { readonly document?: StatusDocument; readonly receivedAt?: string; readonly lastError?: string };
export type Reason = { readonly code: string; readonly values: Readonly<Record<string, string | number>> };
export type Concluded = { readonly conclusion: Conclusion; readonly reasons: readonly Reason[] };

/** A document counts as young for three rounds, and its node as reachable for five (portal.md §4.2: 3 and 5 minutes at one a minute). */
const youngRounds = 3;
const reachableRounds = 5;
const certificateWarningDays = 14;
const waitingWarningSeconds = 3600;
const expectedHolds = ['paused', 'maintenance'];

const reason = (code: string, values: Reason['values'] = {}): Reason => ({ code, values });

const certificateReasons = (document: StatusDocument): Reason[] => {
  const { tlsDaysLeft, signingDaysLeft, encryptionDaysLeft } = document.certificates;
  const kinds = { tls: tlsDaysLeft, signing: signingDaysLeft, encryption: encryptionDaysLeft };
  return Object.entries(kinds).flatMap(([kind, days]) => (days !== undefined && days < certificateWarningDays ? [reason('certificate-ends', { kind, days: Math.floor(days) })] : []));
};

const linkReasons = (document: StatusDocument): Reason[] =>
  document.links.flatMap((link) => [
    ...(link.state === 'held' ? [reason('link-held', { partner: link.partner, why: link.why ?? '', waiting: link.waiting })] : []),
    ...(link.dead > 0 ? [reason('dead-letters', { partner: link.partner, dead: link.dead })] : []),
    ...((link.oldestWaitingSeconds ?? 0) > waitingWarningSeconds ? [reason('oldest-waiting', { partner: link.partner, seconds: Math.round(link.oldestWaitingSeconds ?? 0) })] : []),
  ]);

const catalogueReasons = (document: StatusDocument): Reason[] =>
  document.catalogue.sources.flatMap((source) => (['stale', 'broken', 'held'].includes(source.state) ? [reason(`source-${source.state}`, { source: source.id })] : []));

/** Everything in the node's own document that keeps it from being well. */
export const degradedReasons = (document: StatusDocument): readonly Reason[] => [
  ...(document.capacity.database ? [] : [reason('database-unreachable')]),
  ...(document.capacity.queue ? [] : [reason('queue-unreachable')]),
  ...linkReasons(document),
  ...catalogueReasons(document),
  ...certificateReasons(document),
  ...(document.applications.overdue > 0 ? [reason('overdue-legs', { overdue: document.applications.overdue })] : []),
];

/** Partners that say they cannot reach this node, while it says its link to them is open: both views, and who must act. */
const contradictions = (document: StatusDocument, others: readonly StatusDocument[]): Reason[] =>
  others.flatMap((other) => {
    const theirs = other.links.find((link) => link.partner === document.node.id);
    const ours = document.links.find((link) => link.partner === other.node.id);
    if (theirs === undefined || theirs.state !== 'held' || expectedHolds.includes(theirs.why ?? '')) return [];
    return ours === undefined || ours.state === 'open' ? [reason('views-differ', { partner: other.node.id, partnerSays: theirs.why ?? 'held', nodeSays: ours?.state ?? 'nothing', mustAct: document.node.id })] : [];
  });

/** Maintenance that is only announced changes nothing yet; one that is over, neither. */
const isNow = (period: { readonly from?: string | undefined; readonly to?: string | undefined }, nowMs: number): boolean =>
  (period.from === undefined || msOf(period.from) <= nowMs) && (period.to === undefined || nowMs < msOf(period.to));

/** The coordinator's conclusion about one node, from data that arrived and nothing else (portal.md §4.2). Pure.
 *  @param roundMs how often documents are read
 *  @param others young documents of the other nodes */
export const conclude = (heard: Heard, others: readonly StatusDocument[], nowMs: number, roundMs: number): Concluded => {
  const { document, receivedAt } = heard;
  if (document === undefined || receivedAt === undefined) return { conclusion: 'unknown', reasons: [reason(heard.lastError ?? 'never-heard')] };
  const age = nowMs - msOf(receivedAt);
  if (age > reachableRounds * roundMs) return { conclusion: 'unreachable', reasons: [reason('no-document', { seconds: Math.round(age / 1000), why: heard.lastError ?? '' })] };
  const { maintenance } = document.node;
  if (maintenance !== undefined && isNow(maintenance, nowMs)) return { conclusion: 'maintenance', reasons: [reason('maintenance', { until: maintenance.to ?? '', note: maintenance.note ?? '' })] };
  const differing = contradictions(document, others);
  if (differing.length > 0) return { conclusion: 'contradicted', reasons: differing };
  const late = age > youngRounds * roundMs ? [reason('document-old', { seconds: Math.round(age / 1000), why: heard.lastError ?? '' })] : [];
  const reasons = [...late, ...degradedReasons(document)];
  return reasons.length > 0 ? { conclusion: 'degraded', reasons } : { conclusion: 'well', reasons: [] };
};
