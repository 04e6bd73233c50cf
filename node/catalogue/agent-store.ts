import { sql } from 'kysely';
import type { Agent, DatasetRecord } from '../../core/catalogue/record.ts';
import { organizationId } from '../../mappings/dataset-to-fhir/organization.ts';
import type { Db, Tx } from '../storage/db.ts';

export type AgentRole = 'hdab' | 'holder' | 'publisher' | 'creator';
export type StoredAgent = { readonly id: string; readonly iri: string; readonly agent: Agent; readonly roles: readonly AgentRole[]; readonly country: string | null; readonly record_id: string; readonly changed_at: string };

/** The agents a record names, with what they are there. */
export const agentsOf = (record: DatasetRecord): readonly { readonly agent: Agent; readonly role: AgentRole }[] => [
  ...[record.hdab, record.hdabCoordinator].filter((agent) => agent !== undefined).map((agent) => ({ agent, role: 'hdab' as const })),
  ...(record.custodian === undefined ? [] : [{ agent: record.custodian, role: 'holder' as const }]),
  ...(record.publisher === undefined ? [] : [{ agent: record.publisher, role: 'publisher' as const }]),
  ...record.creator.map((agent) => ({ agent, role: 'creator' as const })),
];

export type KeptAgent = { readonly id: string; readonly iri: string; readonly agent: Agent; readonly roles: readonly AgentRole[] };

/** The agents of a record that have an address, each once with all its roles. */
export const agentsToKeep = (record: DatasetRecord): readonly KeptAgent[] => {
  const byId = new Map<string, KeptAgent & { readonly roles: AgentRole[] }>();
  for (const { agent, role } of agentsOf(record)) {
    if (agent.iri.startsWith('_:')) continue;
    const id = organizationId(agent.iri);
    const known = byId.get(id) ?? { id, iri: agent.iri, agent, roles: [] };
    known.roles.push(role);
    byId.set(id, known);
  }
  return [...byId.values()].sort((l, r) => l.id.localeCompare(r.id));
};

/** What a partner tells never replaces what own records or another partner told. */
const toldBeforePartner = async (tx: Tx, node: string, iris: readonly string[]): Promise<readonly string[]> =>
  (await sql<{ iri: string }>`
    select a.iri from catalogue_agent a join catalogue_record o on o.id = a.record_id
    where a.iri = any(${iris as string[]}::text[]) and o.shown is not null and o.node <> ${node}`.execute(tx)).rows.map((row) => row.iri);

export type AgentsOfRecord = { readonly recordId: string; readonly agents: readonly KeptAgent[]; readonly at: string };
export type AgentsOfBatch = {
  readonly origin: 'own' | 'partner'; readonly node: string; readonly country: string;
  /** In the order in which they are told. */
  readonly records: readonly AgentsOfRecord[];
  /** Agents another source told first: these records may only add a role to them. */
  readonly held: (iri: string, recordId: string) => boolean;
};

type ToldAgent = KeptAgent & { readonly recordId: string; readonly at: string; readonly isHeld: boolean };

/** What the records of a batch tell of one agent, as if told one after the other: the last text counts, roles add up, and who says nothing new is not named. */
const told = ({ records, held }: AgentsOfBatch): readonly ToldAgent[] => {
  const byId = new Map<string, ToldAgent>();
  for (const { recordId, agents, at } of records)
    for (const one of agents) {
      const before = byId.get(one.id);
      const isHeld = held(one.iri, recordId);
      if (before === undefined) byId.set(one.id, { ...one, recordId, at, isHeld });
      else if (before.isHeld && !isHeld) byId.set(one.id, { ...one, roles: [...new Set([...before.roles, ...one.roles])], recordId, at, isHeld });
      else if (!isHeld && JSON.stringify(before.agent) !== JSON.stringify(one.agent)) byId.set(one.id, { ...one, roles: [...new Set([...before.roles, ...one.roles])], recordId, at, isHeld });
      else if (!one.roles.every((role) => before.roles.includes(role))) byId.set(one.id, { ...before, roles: [...new Set([...before.roles, ...one.roles])], at });
    }
  // in one order everywhere: two transactions never wait for each other
  return [...byId.values()].sort((l, r) => l.id.localeCompare(r.id));
};

/** Keeps the agents of public records: of one source, what is told last counts; of several, the first one's text stays while it uses the agent. */
export const putAgents = async (tx: Tx, batch: AgentsOfBatch): Promise<void> => {
  const agents = told(batch);
  if (agents.length === 0) return;
  const before = batch.origin === 'partner' ? await toldBeforePartner(tx, batch.node, agents.map((one) => one.iri)) : [];
  const kept = sql`excluded.iri = any(${[...agents.filter((one) => one.isHeld).map((one) => one.iri), ...before]}::text[])`;
  const rows = JSON.stringify(agents);
  await sql`
    insert into catalogue_agent (id, iri, agent, roles, country, record_id, changed_at)
    select (a->>'id')::uuid, a->>'iri', a->'agent', array(select jsonb_array_elements_text(a->'roles')), ${batch.country}, (a->>'recordId')::uuid, (a->>'at')::timestamptz from jsonb_array_elements(${rows}::jsonb) a
    on conflict (id) do update set agent = case when ${kept} then catalogue_agent.agent else excluded.agent end, record_id = case when ${kept} then catalogue_agent.record_id else excluded.record_id end, roles = array(select distinct r from unnest(catalogue_agent.roles || excluded.roles) r), changed_at = excluded.changed_at
      where (catalogue_agent.agent <> excluded.agent and not ${kept}) or not catalogue_agent.roles @> excluded.roles`.execute(tx);
};

export const agentById = async (db: Db, id: string): Promise<StoredAgent | undefined> => (await sql<StoredAgent>`select * from catalogue_agent where id = ${id}`.execute(db)).rows[0];
export const agentsByIds = async (db: Db, ids: readonly string[]): Promise<readonly StoredAgent[]> =>
  ids.length === 0 ? [] : (await sql<StoredAgent>`select * from catalogue_agent where id = any(${ids as string[]}::uuid[])`.execute(db)).rows;
