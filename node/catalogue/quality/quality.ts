import type { QualityOverview, RecordQuality } from '../../../core/api/quality.ts';
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import type { Db } from '../../storage/db.ts';
import { documentCount } from '../documents/document-store.ts';
import { describeFinding } from '../findings/describe-finding.ts';
import { namesIn } from '../findings/names.ts';
import { sourceFieldOf } from '../findings/source-fields.ts';
import type { LinkViews } from '../links/prober.ts';
import { deadLinks } from '../links/link-store.ts';
import { isUuid } from '../publish/representations.ts';
import { rankGains } from '../score/gains.ts';
import type { Score } from '../score/score.ts';
import { bandOf, withPoints } from '../score/score.ts';
import { utilityView } from '../score/utility-view.ts';
import { findSource } from '../sources/source-store.ts';
import { recordById, versionOf } from '../store.ts';
import { indicatorWords } from './indicator-words.ts';
import type { Scope } from './quality-store.ts';
import { belongsTo, findingGroups, monthsOf, openTotals, putMonth, totalsOf, violationsByPath, worstRecords } from './quality-store.ts';

export type QualityParts = { readonly db: Db; readonly clock: Clock; readonly links: LinkViews };

const staff: readonly string[] = ['case-handler', 'decision-maker', 'operator', 'coordinator', 'auditor'];
export const isStaff = (caller: Caller): boolean => caller.roles.some((role) => staff.includes(role));
const mostGroups = 50;
const mostRecords = 500;
const mostLinks = 100;

/** How good descriptions are: of a holder, of a source, of the node, and of one record, published or not, for those who mend them (catalogue.md §7.2 to §7.4). */
export const createQuality = (parts: QualityParts) => {
  const { db } = parts;

  const kindOf = async (source: string | null) => (source === null ? undefined : (await findSource(db, source))?.config.kind);
  const inOne = async (scope: Scope) => sourceFieldOf(scope.kind === 'source' ? await kindOf(scope.name) : undefined);

  const overview = async (scope: Scope, language: string): Promise<QualityOverview> => {
    const [totals, open, violations, groups, records, trend, links, sourceField] = await Promise.all([
      totalsOf(db, scope), openTotals(db, scope), violationsByPath(db, scope), findingGroups(db, scope, mostGroups), worstRecords(db, scope, mostRecords), monthsOf(db, scope), deadLinks(db, scope, mostLinks), inOne(scope),
    ]);
    const thisMonth = parts.clock.now().slice(0, 7);
    const { score, excellent, good, sufficient, poor, ...counts } = totals;
    return {
      ...counts, ...(score === null ? {} : { score: Math.round(score), band: bandOf(score) }), bands: { excellent, good, sufficient, poor },
      gains: rankGains(open, violations).map((gain) => ({ ...gain, words: indicatorWords(gain.indicator, language) })),
      groups: groups.map(({ finding, records: count, example, exampleTitle }) => ({
        code: finding.code, severity: finding.severity, path: finding.path, records: count, of: totals.records, sample: { id: example, title: exampleTitle }, ...describeFinding(finding, language, { sourceField }),
      })),
      list: records.map(({ score: points, source, ...one }) => ({ ...one, ...(points === null ? {} : { score: Math.round(points) }), ...(source === null ? {} : { source }) })),
      // the running month is as it stands now
      trend: [...trend.filter(({ month }) => month !== thisMonth), ...(totals.records === 0 ? [] : [{ month: thisMonth, records: totals.records, violations: totals.violations, score }])]
        .map(({ score: points, ...one }) => ({ ...one, ...(points === null ? {} : { score: Math.round(points * 10) / 10 }) })),
      links: { on: parts.links.on, dead: links.map(({ url, record, title, status, code, checked_at: checkedAt }) => ({ url, record, title, how: status === null ? (code ?? 'unreachable') : `HTTP ${status}`, checkedAt })) },
    };
  };

  /** @throws AppError `unknown-dataset` also for what the caller may not see */
  const seen = async (id: string, caller: Caller) => {
    const record = isUuid(id) ? await recordById(db, id) : undefined;
    const allowed = record !== undefined && record.origin === 'own' && record.state !== 'withdrawn' && (isStaff(caller) || (caller.holder !== undefined && (await belongsTo(db, id, caller.holder))));
    const version = allowed ? await versionOf(db, id, record.current) : undefined;
    if (record === undefined || version === undefined) throw new AppError('not-found', 'unknown-dataset', `There is no dataset ${id} of yours.`);
    return { record, version };
  };

  const ofRecord = async (id: string, caller: Caller, language: string): Promise<RecordQuality> => {
    const { record, version } = await seen(id, caller);
    const [links, kind, documents] = await Promise.all([parts.links.facts(id, version.record.accessLevel), kindOf(record.source), documentCount(db, id)]);
    const score = version.score_detail as Score | null;
    const context = { ...namesIn(version.record, language), sourceField: sourceFieldOf(kind) };
    return {
      id, title: record.title, state: record.state, shown: record.shown === record.current, version: version.version, at: version.at, violations: version.violations, warnings: version.warnings + links.findings.length,
      ...(version.score === null ? {} : { score: Math.round(version.score), band: bandOf(version.score) }), ...(kind === undefined ? {} : { sourceKind: kind }), ...(score?.rules === undefined ? {} : { rules: score.rules }),
      dimensions: Object.fromEntries(Object.entries(score?.dimensions ?? {}).map(([key, { points, of }]) => [key, { points, of }])),
      open: (score?.open ?? []).map(({ indicator, points }) => ({ indicator, points, words: indicatorWords(indicator, language) })),
      findings: [...version.findings, ...withPoints(links.findings, score)].map((finding) => ({
        ...finding, found: [...finding.found], ...(finding.suggestions === undefined ? {} : { suggestions: [...finding.suggestions] }), ...describeFinding(finding, language, context),
      })) as RecordQuality['findings'],
      utility: utilityView(version.record, { qualityDocuments: documents }),
      links: { on: parts.links.on, checked: links.checked, unchecked: links.unchecked, ...(links.checkedAt === undefined ? {} : { checkedAt: links.checkedAt }) },
    };
  };

  return { overview, ofRecord, seen, /** Keeps where everybody stands in the running month. */ measure: (): Promise<void> => putMonth(db, parts.clock.now()) };
};
export type Quality = ReturnType<typeof createQuality>;
