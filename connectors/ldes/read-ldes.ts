import type { Quad } from 'n3';
import { AppError } from '../../core/errors.ts';
import { as } from '../../core/vocabulary/as.ts';
import { ldes } from '../../core/vocabulary/ldes.ts';
import { rdf } from '../../core/vocabulary/rdf.ts';
import { tree } from '../../core/vocabulary/tree.ts';
import { splitDescriptions } from '../../mappings/dcat-to-dataset/split.ts';
import type { Graph } from '../../mappings/rdf/graph.ts';
import { graphOf } from '../../mappings/rdf/graph.ts';
import { sourceLimits } from '../../mappings/rdf/limits.ts';
import { parseRdf } from '../../mappings/rdf/parse.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import type { ReadContext, ReadEvent } from '../../mappings/source-events/read-event.ts';
import { rdfMediaTypeOf } from '../../mappings/rdf/media-types.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readBody } from '../http/read-body.ts';
import type { WalkGuard } from '../http/walk-guard.ts';
import { createWalkGuard } from '../http/walk-guard.ts';

const accept = 'application/trig, application/n-quads;q=0.9, application/ld+json;q=0.8, text/turtle;q=0.5';
const maxPageBytes = 64 * 1024 * 1024;
const later = new Set<string>([tree.GreaterThanOrEqualToRelation, tree.GreaterThanRelation]);
const earlier = new Set<string>([tree.LessThanRelation, tree.LessThanOrEqualToRelation]);

/** One event of the stream: what happened to which object when, with its payload (the graph named like the member). */
type Member = { readonly iri: string; readonly object: string; readonly published: string; readonly gone: boolean; readonly payload: readonly Quad[] };

type Relation = { readonly node: string; readonly from: string | undefined; readonly to: string | undefined };

const membersOf = (graph: Graph, payloads: ReadonlyMap<string, readonly Quad[]>): Member[] => {
  const found: Member[] = [];
  for (const subject of graph.subjects()) {
    const object = graph.object(subject, as.object)?.value;
    const published = graph.object(subject, as.published)?.value;
    if (object === undefined || published === undefined) continue;
    found.push({ iri: subject, object, published, gone: graph.isA(subject, as.Delete), payload: payloads.get(subject) ?? [] });
  }
  return found;
};

/** Relations that may lead to members later than `after`; the bounds of several relations to one node are joined. */
const relationsOf = (graph: Graph): Relation[] => {
  const byNode = new Map<string, { from?: string; to?: string }>();
  for (const subject of graph.subjects()) {
    const node = graph.object(subject, tree.node)?.value;
    if (node === undefined) continue;
    const types = graph.objects(subject, rdf.type).map((term) => term.value);
    const value = graph.object(subject, tree.value)?.value;
    const bounds = byNode.get(node) ?? {};
    if (value !== undefined && types.some((type) => later.has(type))) bounds.from = value;
    if (value !== undefined && types.some((type) => earlier.has(type))) bounds.to = value;
    byNode.set(node, bounds);
  }
  return [...byNode].map(([node, { from, to }]) => ({ node, from, to }));
};

const readPage = async (client: HttpClient, url: string) => {
  const answer = await client.get(url, { accept });
  const body = await readBody(answer.body, maxPageBytes, url);
  if (answer.status !== 200) throw new AppError('unavailable', 'unreadable', `${url} answered ${answer.status}.`, { extra: { status: answer.status } });
  const quads = await parseRdf(body, { mediaType: rdfMediaTypeOf(answer.headers['content-type'] ?? '') ?? 'application/trig', baseIri: answer.url, keepGraphs: true, limits: sourceLimits });
  const payloads = Map.groupBy(quads.filter((quad) => quad.graph.value !== ''), (quad) => quad.graph.value);
  const graph = graphOf(quads.filter((quad) => quad.graph.value === ''));
  return { members: membersOf(graph, payloads), relations: relationsOf(graph), streams: graph.instances(ldes.EventStream) };
};

/** Later events of one object win; agents and contact points travel as entities of their own and are joined to the datasets that name them. */
const descriptionsOf = (members: readonly Member[]): { descriptions: Description[]; gone: Member[] } => {
  const latest = new Map<string, Member>();
  for (const member of [...members].sort((left, right) => left.published.localeCompare(right.published))) latest.set(member.object, member);
  const alive = [...latest.values()].filter((member) => !member.gone);
  const all = splitDescriptions(alive.flatMap((member) => member.payload));
  return { descriptions: all.filter((description) => latest.has(description.iri)), gone: [...latest.values()].filter((member) => member.gone) };
};

const walk = async function* (client: HttpClient, start: string, after: string | undefined, guard: WalkGuard): AsyncGenerator<readonly Member[] | { readonly code: string; readonly detail: string }> {
  const waiting = [start];
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const page = await readPage(client, url);
    if (url === start && page.streams.length === 0 && page.members.length === 0 && page.relations.length === 0)
      throw new AppError('unavailable', 'parse-error', `${start} is no event stream: nothing in it is an ldes:EventStream.`);
    yield page.members.filter((member) => after === undefined || member.published > after);
    for (const relation of page.relations.sort((left, right) => (left.from ?? '').localeCompare(right.from ?? ''))) {
      if (after !== undefined && relation.to !== undefined && relation.to <= after) continue;
      const next = guard.next(relation.node, url);
      if (typeof next === 'string') waiting.push(next);
      else if (next.code === 'other-origin') yield next;
    }
  }
};

/** Reads a DCAT-AP feed (LDES with ActivityStreams members) from where the last good run stopped; the first time from the start.
 *  A Delete is an explicit deletion. Pages that were read are not read twice, so a feed that loops simply ends.
 *  @see catalogue.md §5.5, §6.2 */
export const readLdes = async function* (context: ReadContext, client: HttpClient, _credentials?: unknown, mostStatements = sourceLimits.maxQuads): AsyncGenerator<ReadEvent> {
  const start = context.source.address ?? '';
  const after = context.position;
  if (after !== undefined) yield { type: 'partial' };
  const members: Member[] = [];
  let statements = 0;
  for await (const step of walk(client, start, after, createWalkGuard(start))) {
    if ('code' in step) return void (yield { type: 'incomplete', code: step.code, detail: step.detail });
    members.push(...step);
    statements += step.reduce((sum, member) => sum + member.payload.length, 0);
    // later members decide which earlier ones count, so a walk is held whole: its size has an end, its pages have none
    if (statements > mostStatements) throw new AppError('too-large', 'too-large', `The feed of ${new URL(start).host} holds more than ${mostStatements} statements, which is the limit for one walk. Read this catalogue page by page: kind "dcat".`);
    yield { type: 'page' };
  }
  const { descriptions, gone } = descriptionsOf(members);
  for (const description of descriptions) yield { type: 'description', description };
  for (const member of gone) yield { type: 'gone', iri: member.object, reason: 'The feed announced its deletion.' };
  const last = members.map((member) => member.published).sort().at(-1);
  if (last !== undefined) yield { type: 'next-position', position: last };
};
