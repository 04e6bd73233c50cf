import type { Db } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import { scoreOf } from '../score/score.ts';
import { putSearchRow, setFound } from '../search/row-store.ts';
import { searchRowOf } from '../search/row.ts';
import { lockCatalogue, recordById, versionOf } from '../store.ts';
import { changeOf, keepQuiet, linksOfRecord, setScore } from './link-store.ts';
import { linkFacts } from './verdict.ts';

export type RescoreParts = { readonly db: Db; readonly countryOf: (node: string) => string };

const sameJson = (left: unknown, right: unknown): boolean => JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(sorted) : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)).map(([key, one]) => [key, sorted(one)])) : value;

/** The score of the public version with what is known of its addresses, in the version and in the search row. The description did not change: no version, no feed event,
 *  no alert. @returns whether the score is another one now */
export const rescore = async (parts: RescoreParts, id: string): Promise<boolean> =>
  inTransaction(parts.db, async (tx) => {
    await lockCatalogue(tx);
    const record = await recordById(tx, id);
    if (record === undefined || record.shown === null) return false;
    const version = await versionOf(tx, id, record.shown);
    if (version === undefined) return false;
    const links = linkFacts(await linksOfRecord(tx, id), version.record.accessLevel);
    const score = scoreOf(version.record, [...version.findings, ...links.findings], { links });
    if (version.score === score.total && sameJson(version.score_detail, score)) return false;
    await setScore(tx, id, record.shown, score.total, score);
    const before = await changeOf(tx, record.doc);
    await putSearchRow(tx, record.doc, id, searchRowOf(version.record, {
      id, iri: record.iri, node: record.node, country: parts.countryOf(record.node), state: record.state, valid: version.violations === 0, score: score.total, changedAt: version.at, validated: true,
    }));
    if (record.primary_id !== null) await setFound(tx, record.doc, false);
    await keepQuiet(tx, record.doc, before);
    return true;
  });
