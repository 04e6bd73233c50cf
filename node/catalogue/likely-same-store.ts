import { sql } from 'kysely';
import type { Db } from '../storage/db.ts';

export type LikelySame = { readonly id: string; readonly iri: string; readonly node: string; readonly title: string; readonly similarity: number; readonly because: 'holder' | 'landing-page' };

/** Public records that are probably the same dataset: a title at least nine tenths alike, and the same holder or the same landing page (catalogue.md §6.6). Compares with
 *  every public title: for one record at a time, asked by staff. @param keys those it shares with records that are known to be the same */
export const likelySame = async (db: Db, record: { readonly id: string; readonly title: string; readonly holder: string | null; readonly keys: readonly string[]; readonly landingPages: readonly string[] }): Promise<readonly LikelySame[]> =>
  (await sql<LikelySame>`
    with alike as materialized (
      select r.id, r.iri, r.node, r.title, r.holder, r.shown, similarity(lower(r.title), lower(${record.title}::text)) as similarity
      from catalogue_record r where r.shown is not null and r.id <> ${record.id} and not (r.keys && ${record.keys as string[]}::text[])
        and similarity(lower(r.title), lower(${record.title}::text)) >= 0.9
    )
    select a.id, a.iri, a.node, a.title, a.similarity, case when a.holder = ${record.holder}::text then 'holder' else 'landing-page' end as because
    from alike a join catalogue_version v on v.record_id = a.id and v.number = a.shown
    where a.holder = ${record.holder}::text or exists (select 1 from jsonb_array_elements_text(v.record -> 'landingPage') page where page = any(${record.landingPages as string[]}::text[]))
    order by a.similarity desc, a.id limit 20`.execute(db)).rows;
