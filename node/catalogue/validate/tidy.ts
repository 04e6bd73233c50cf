import type { Finding } from '../../../core/catalogue/finding.ts';

/** One fault is told once: a literal where a link is asked for is also of the wrong class and in no list. Lower number wins. */
const rank: Readonly<Record<string, number>> = { 'wrong-kind': 1, 'wrong-datatype': 2, 'wrong-level': 3, 'not-in-list': 4, 'unknown-code': 4, 'wrong-class': 5 };

const severityRank = { violation: 0, warning: 1, info: 2 } as const;
const placeOf = (finding: Finding): string => `${finding.focus}\n${finding.path}`;

const euAuthority = /^http:\/\/publications\.europa\.eu\/resource\/authority\//;

/** A country of the EU table needs no bounding box from us (catalogue.md §1.12). */
const isGeometryOfAuthority = (finding: Finding): boolean =>
  finding.code === 'missing' && /dcat:(bbox|centroid)$/.test(finding.path) && euAuthority.test(finding.focus);

/** Same place, same value: keep what says most. `missing` twice (must and should) keeps the stricter. The HEAL theme is not also "missing theme". */
const betterOf = (left: Finding, right: Finding): Finding => {
  const bySeverity = severityRank[left.severity] - severityRank[right.severity];
  const byRank = (rank[left.code] ?? 0) - (rank[right.code] ?? 0);
  if (left.code === right.code) return bySeverity <= 0 ? left : right;
  return byRank <= 0 ? left : right;
};

const keyOf = (finding: Finding): string =>
  rank[finding.code] === undefined ? `${placeOf(finding)}\n${finding.code}\n${finding.found.join()}` : `${placeOf(finding)}\nvalue\n${finding.found.join()}`;

/** A value outside its list is told as that; that we know no label of it is the same news. */
const isLabelOfForeign = (finding: Finding, foreign: ReadonlySet<string>): boolean =>
  finding.code === 'missing' && finding.path.endsWith('skos:prefLabel') && foreign.has(finding.focus);

/** Too many values come as one result per rule: one finding with all that was found. */
export const tidyFindings = (findings: readonly Finding[]): Finding[] => {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    if (isGeometryOfAuthority(finding)) continue;
    const before = kept.get(keyOf(finding));
    kept.set(keyOf(finding), before === undefined ? finding : betterOf(before, finding));
  }
  const foreign = new Set([...kept.values()].filter(({ code }) => code === 'not-in-list' || code === 'unknown-code').flatMap(({ found }) => found));
  const missing = new Set([...kept.values()].filter(({ code }) => code === 'missing').map(placeOf));
  return [...kept.values()].filter((finding) => !isLabelOfForeign(finding, foreign) && !(missing.has(placeOf(finding)) && ['no-heal', 'wrong-level'].includes(finding.code)));
};
