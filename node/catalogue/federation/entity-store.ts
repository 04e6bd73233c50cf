import { sql } from 'kysely';
import type { Tx } from '../../storage/db.ts';

export type PartnerEntity = { readonly object: string; readonly kind: string; readonly graph: string };

/** What a partner's feed told about an entity that is no dataset: agents, contacts, distributions. */
export const putEntity = async (tx: Tx, node: string, entity: PartnerEntity, hash: string): Promise<void> => {
  await sql`insert into catalogue_partner_entity (node, object, kind, graph, hash) values (${node}, ${entity.object}, ${entity.kind}, ${entity.graph}, ${hash})
    on conflict (node, object) do update set kind = excluded.kind, graph = excluded.graph, hash = excluded.hash`.execute(tx);
};
export const dropEntity = async (tx: Tx, node: string, object: string): Promise<void> => {
  await sql`delete from catalogue_partner_entity where node = ${node} and object = ${object}`.execute(tx);
};
export const entitiesNamed = async (tx: Tx, node: string, objects: readonly string[]): Promise<readonly PartnerEntity[]> =>
  objects.length === 0 ? [] : (await sql<PartnerEntity>`select object, kind, graph from catalogue_partner_entity where node = ${node} and object = any(${objects as string[]}::text[])`.execute(tx)).rows;

/** Datasets of a partner that name one of these entities: the entity's IRI stands in their stored text. */
export const datasetsNaming = async (tx: Tx, node: string, objects: readonly string[]): Promise<readonly { readonly iri: string; readonly graph: string }[]> =>
  objects.length === 0 ? [] : (await sql<{ iri: string; graph: string }>`select object as iri, graph from catalogue_partner_entity where node = ${node} and kind in ('dataset', 'series')
    and exists (select 1 from unnest(${objects as string[]}::text[]) o where position('<' || o || '>' in graph) > 0)`.execute(tx)).rows;
