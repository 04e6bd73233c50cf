import type { DeskLeg, DeskList } from '../../../core/api/applications.ts';
import type { ClockRow } from '../../../core/applications/clocks/leg-clock.ts';
import { clocksInForce, isOverdue } from '../../../core/applications/clocks/leg-clock.ts';
import { dueOf } from '../../../core/applications/combined-status.ts';
import { formOf } from '../../../core/applications/form/forms.ts';
import { visibleAnswers } from '../../../core/applications/visibility.ts';
import { instantOf } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import { legIdOf } from '../../../core/ids.ts';
import type { Caller } from '../../../core/roles.ts';
import { clockStore } from '../clock-store.ts';
import { deskStore } from '../desk-store.ts';
import type { ReceivedLeg } from '../legs.ts';
import { clockViewOf } from '../home/leg-view.ts';
import { logStore } from '../log-store.ts';
import type { Parts } from '../parts.ts';
import { clockSnapshots } from '../received-clocks.ts';
import { allowedActions } from './allowed-actions.ts';

export type DeskFilter = { readonly status?: string | undefined; readonly show?: 'new' | 'due' | 'overdue' | 'answered' | 'mine' | 'open' | 'all' | undefined; readonly limit: number };

const dueSoonMs = 14 * 86_400_000;
const isOpen = (leg: ReceivedLeg): boolean => leg.status !== 'WITHDRAWN' && leg.status !== 'DECISION_ISSUED';

/** The date the officers look at: the next one of whoever must act. */
const dueAt = (leg: ReceivedLeg, clocks: readonly ClockRow[]): string | undefined =>
  dueOf({ id: leg.application, country: '', status: leg.status, decisionStatus: leg.decisionStatus, acceptance: leg.decision?.acceptance ?? true, undelivered: false, stale: false, clocks: clocksInForce(clocks) });

const rowOf = (parts: Parts, leg: ReceivedLeg, clocks: readonly ClockRow[]) => {
  const due = dueAt(leg, clocks);
  const now = parts.clock.now();
  return {
    leg: legIdOf(leg.application, parts.node.id), application: leg.application, title: leg.title, from: leg.home, receivedAt: leg.receivedAt, status: leg.status,
    ...(leg.decisionStatus === undefined ? {} : { decisionStatus: leg.decisionStatus }), ...(due === undefined ? {} : { due }),
    overdue: isOpen(leg) && clocksInForce(clocks).some((row) => isOverdue(row, now)), ...(leg.assigneeName === undefined ? {} : { assignee: leg.assigneeName }),
    countries: [...new Set(leg.datasets.map((dataset) => parts.findAddressee(dataset.node as never)?.country ?? dataset.node))].sort(),
  };
};

/** Inbox of the officers with the counts of today's work (portal.md §1, /desk). */
export const readDesk = async (parts: Parts, caller: Caller, filter: DeskFilter): Promise<DeskList> => {
  const legs = await deskStore.list(parts.db, { status: filter.status, limit: filter.limit });
  const clocks = await clockStore.of(parts.db, legs.map((leg) => leg.application));
  const soon = instantOf(parts.clock.ms() + dueSoonMs);
  const entries = legs.map((leg) => ({ leg, row: rowOf(parts, leg, clocks.get(leg.application) ?? []) }));
  const tests = {
    new: ({ leg }) => leg.status === 'SUBMITTED',
    due: ({ leg, row }) => isOpen(leg) && row.due !== undefined && row.due <= soon && !row.overdue,
    overdue: ({ row }) => row.overdue,
    answered: ({ leg }) => leg.answered && isOpen(leg) && leg.status !== 'AWAITING_ADDITIONAL_INFORMATION',
    mine: ({ leg }) => leg.assignee === caller.person && isOpen(leg),
    open: ({ leg }) => isOpen(leg),
    all: () => true,
  } satisfies Record<string, (entry: (typeof entries)[number]) => boolean>;
  const count = (name: keyof typeof tests): number => entries.filter(tests[name]).length;
  return {
    rows: entries.filter(tests[filter.show ?? 'all']).map((entry) => entry.row),
    counts: { new: count('new'), due: count('due'), overdue: count('overdue'), answered: count('answered'), mine: count('mine') },
  };
};

const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> => (value === undefined ? {} : ({ [key]: value } as Record<K, V>));

/** One case with everything this caller may see; the view itself is audited (applications.md §7). @throws AppError `leg-not-found` */
export const readDeskLeg = async (parts: Parts, caller: Caller, application: string, node: string): Promise<DeskLeg> => {
  const leg = node === parts.node.id ? await deskStore.find(parts.db, application) : undefined;
  if (leg === undefined) throw new AppError('not-found', 'leg-not-found', 'There is no such case at this desk.');
  const [clocks, history, notes, peers] = await Promise.all([
    clockStore.of(parts.db, [application]), logStore.history(parts.db, 'desk', application), logStore.notes(parts.db, application), logStore.peers(parts.db, application),
  ]);
  const rows = clocks.get(application) ?? [];
  const now = parts.clock.now();
  await parts.audit.recordAlone(parts.db, { actor: caller.person, role: undefined, action: 'leg-viewed', target: `leg:${application}/${node}`, outcome: 'success' });
  const proposal = leg.proposal;
  const decision = leg.decision;
  return {
    ...rowOf(parts, leg, rows), node, type: leg.type, track: leg.track, language: leg.language, formVersion: leg.formVersion, version: leg.version,
    datasets: leg.datasets.filter((dataset) => dataset.node === node), allDatasets: [...leg.datasets],
    answers: visibleAnswers(formOf(leg.type, leg.formVersion)?.fields ?? [], leg.answers, caller.roles), findings: [...leg.findings],
    clocks: clockSnapshots(rows).map((clock) => clockViewOf(clock, now)),
    history: (history.get(node) ?? []).map((line) => ({ at: line.at, status: line.decisionStatus ?? line.status, by: line.by, ...optional('note', line.note) })),
    notes: [...notes], peers: [...peers],
    allowed: [...allowedActions({ leg, clocks: rows, caller, settings: parts.settings, now })],
    ...optional('reason', leg.reason),
    ...optional('proposal', proposal === undefined ? undefined : { outcome: proposal.outcome, justification: proposal.justification, by: proposal.byName, at: proposal.at, own: proposal.by === caller.person }),
    ...optional('request', leg.request === undefined ? undefined : { ...leg.request, questions: [...leg.request.questions] }),
    ...optional('decision', decision === undefined ? undefined : { outcome: decision.outcome, issuedAt: decision.issuedAt, decisionId: decision.decisionId, ...optional('justification', decision.justification) }),
  } as DeskLeg;
};

