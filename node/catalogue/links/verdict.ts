import type { Finding } from '../../../core/catalogue/finding.ts';
import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import type { LinkState } from '../score/indicators.ts';
import type { RecordLink } from './record-links.ts';

/** What one try gave: an HTTP status, nothing (network), or an address this node does not connect to. */
export type ProbeResult = { readonly kind: 'status'; readonly status: number; readonly retryAfterMs?: number | undefined } | { readonly kind: 'failed' | 'refused'; readonly code: string };

export type LinkOutcome = 'answers' | 'needs-login' | 'gone' | 'failing' | 'refused' | 'later';

/** An address and what is known of it. `outcome` null: not tried yet. */
export type CheckedLink = RecordLink & { readonly outcome: LinkOutcome | null; readonly status: number | null; readonly code: string | null; readonly failures: number; readonly checked_at: string | null };

export const outcomeOf = (result: ProbeResult): LinkOutcome => {
  if (result.kind !== 'status') return result.kind === 'refused' ? 'refused' : 'failing';
  const { status } = result;
  if (status === 401 || status === 403 || status === 407) return 'needs-login';
  if (status === 404 || status === 410) return 'gone';
  if (status === 429 || (status === 503 && result.retryAfterMs !== undefined)) return 'later';
  // 416: there is something, only not at byte 0 of nothing; a redirect that leads nowhere was told as failed before
  return status < 400 || status === 416 ? 'answers' : 'failing';
};

/** An address that failed once may have had a bad moment: only the second failure in a row counts, and it is tried sooner. */
const failuresThatCount = 2;

export const isKnown = (link: Pick<CheckedLink, 'outcome' | 'failures'>): boolean =>
  link.outcome === 'answers' || link.outcome === 'needs-login' || link.outcome === 'gone' || (link.outcome === 'failing' && link.failures >= failuresThatCount);

/** 401 and 403 are an answer for data that are not public (catalogue.md §7.3); public data must open. */
export const isDead = (link: Pick<CheckedLink, 'outcome' | 'failures' | 'path'>, level: DatasetRecord['accessLevel']): boolean => {
  if (link.outcome === 'needs-login') return level === 'PUBLIC' && link.path.endsWith('URL');
  return isKnown(link) && link.outcome !== 'answers';
};

const stateOf = (links: readonly CheckedLink[], level: DatasetRecord['accessLevel']): LinkState => {
  if (links.some((link) => isDead(link, level))) return 'dead';
  return links.length > 0 && links.every(isKnown) ? 'answers' : 'unchecked';
};

export type LinkFacts = {
  readonly access: LinkState;
  readonly landing: LinkState;
  /** Addresses that do not answer, as findings `dead-link`: value, how it failed, day of the try. */
  readonly findings: readonly Finding[];
  readonly checked: number;
  readonly unchecked: number;
  readonly checkedAt: string | undefined;
};

const findingOf = (link: CheckedLink): Finding => ({
  code: 'dead-link', severity: 'warning', rule: 'own', focus: link.focus, path: link.path, expected: 'answers',
  found: [link.url, link.status === null ? (link.code ?? 'unreachable') : `HTTP ${link.status}`, (link.checked_at ?? '').slice(0, 10)],
});

/** What the tried addresses say about a record: for its score, its findings and its page. Never guessed: an address nobody tried says nothing. */
export const linkFacts = (links: readonly CheckedLink[], level: DatasetRecord['accessLevel']): LinkFacts => {
  const known = links.filter(isKnown);
  return {
    access: stateOf(links.filter(({ path }) => path === 'dcat:distribution/dcat:accessURL'), level),
    landing: stateOf(links.filter(({ path }) => path === 'dcat:landingPage'), level),
    findings: links.filter((link) => isDead(link, level)).map(findingOf),
    checked: known.length, unchecked: links.length - known.length,
    checkedAt: known.map((link) => link.checked_at ?? '').sort().at(-1),
  };
};
