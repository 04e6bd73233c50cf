import type { Quad } from 'n3';
import { AppError } from '../../../core/errors.ts';
import { as } from '../../../core/vocabulary/as.ts';
import { ldes } from '../../../core/vocabulary/ldes.ts';
import { rdf } from '../../../core/vocabulary/rdf.ts';
import { tree } from '../../../core/vocabulary/tree.ts';
import { graphOf, keyOf } from '../../../mappings/rdf/graph.ts';
import { quad } from '../../../mappings/rdf/terms.ts';
import { sourceLimits } from '../../../mappings/rdf/limits.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import type { CataloguePartner, CataloguePorts } from '../ports.ts';

/** One change a partner's feed tells. `payload` is empty for a Delete. An untyped member counts as an upsert (Feeds). */
export type FeedMember = { readonly iri: string; readonly object: string; readonly published: string; readonly deleted: boolean; readonly payload: readonly Quad[] };
type Link = { readonly node: string; readonly from: string | undefined; readonly to: string | undefined };
export type ParsedFeed = { readonly isFeed: boolean; readonly members: readonly FeedMember[]; readonly links: readonly Link[] };

const linksOf = (quads: readonly Quad[]): Link[] => {
  const graph = graphOf(quads);
  const links = new Map<string, { from: string | undefined; to: string | undefined }>();
  for (const page of graph.subjects())
    for (const relation of graph.objects(page, tree.relation)) {
      const id = keyOf(relation);
      const node = graph.object(id, tree.node)?.value;
      if (node === undefined) continue;
      const link = links.get(node) ?? { from: undefined, to: undefined };
      const value = graph.object(id, tree.value)?.value;
      if (graph.isA(id, tree.GreaterThanOrEqualToRelation, tree.GreaterThanRelation)) link.from = value;
      if (graph.isA(id, tree.LessThanRelation, tree.LessThanOrEqualToRelation)) link.to = value;
      links.set(node, link);
    }
  return [...links].map(([node, bounds]) => ({ node, ...bounds }));
};

/** A page of a feed as data. @throws AppError `parse-error` and the limits of catalogue.md §6.7 */
export const parseFeed = async (body: Uint8Array, mediaType: string, base: string): Promise<ParsedFeed> => {
  const all = await parseRdf(body, { mediaType, baseIri: base, keepGraphs: true, limits: sourceLimits });
  const plain = all.filter((q) => q.graph.termType === 'DefaultGraph');
  const payloads = new Map<string, Quad[]>();
  for (const q of all) if (q.graph.termType !== 'DefaultGraph') payloads.set(q.graph.value, [...(payloads.get(q.graph.value) ?? []), quad(q.subject, q.predicate.value, q.object)]);
  const graph = graphOf(plain);
  const members: FeedMember[] = [];
  for (const stream of graph.subjects())
    for (const member of graph.objects(stream, tree.member)) {
      const iri = keyOf(member);
      const object = graph.object(iri, as.object)?.value;
      const published = graph.object(iri, as.published)?.value;
      if (object === undefined || published === undefined || Number.isNaN(Date.parse(published))) continue;
      members.push({ iri, object, published: new Date(published).toISOString(), deleted: graph.isA(iri, as.Delete), payload: payloads.get(iri) ?? [] });
    }
  members.sort((l, r) => l.published.localeCompare(r.published));
  return { isFeed: plain.some((q) => q.predicate.value === rdf.type && q.object.value === ldes.EventStream), members, links: linksOf(plain) };
};

const maxPages = 10_000;

/** Walks a partner's feed from a cursor on, page by page in time order; whole branches that end before the cursor are not read. Only paths below /feed of the
 *  partner's own gateway are followed.
 *  @param etag of the root as last read: unchanged means nothing to do
 *  @throws AppError `no-feed` when there is none, `feed-loop` */
export const readFeed = async function* (
  get: CataloguePorts['getFromPartner'], partner: CataloguePartner, cursor: string | undefined, seenEtag: string | undefined, keepEtag: (etag: string | undefined) => void,
): AsyncGenerator<readonly FeedMember[]> {
  const visited = new Set<string>();
  const fetchPage = async (path: string, etag: string | undefined): Promise<ParsedFeed | undefined> => {
    if (visited.has(path) || visited.size >= maxPages) throw new AppError('unavailable', 'feed-loop', `The feed of ${partner.nodeId} leads in a circle at ${path}.`);
    visited.add(path);
    const answer = await get(partner.nodeId, path, { accept: 'application/trig', ...(etag === undefined ? {} : { 'if-none-match': etag }) });
    if (answer.status === 304) return undefined;
    if (answer.status === 404 && path === '/feed') throw new AppError('not-found', 'no-feed', `${partner.nodeId} has no feed.`);
    if (answer.status !== 200) throw new AppError('unavailable', 'partner-answer', `${partner.nodeId} answered ${answer.status} to ${path}.`);
    if (path === '/feed') keepEtag(answer.headers['etag']);
    return parseFeed(answer.body, answer.headers['content-type'] ?? 'application/trig', partner.portal);
  };
  const pathOf = (node: string): string => {
    const path = new URL(node, `${partner.portal}/`).pathname;
    if (!path.startsWith('/feed')) throw new AppError('unavailable', 'feed-foreign-link', `The feed of ${partner.nodeId} leads elsewhere: ${node}.`);
    return path;
  };
  const walk = async function* (path: string, etag: string | undefined): AsyncGenerator<readonly FeedMember[]> {
    const page = await fetchPage(path, etag);
    if (page === undefined) return;
    if (path === '/feed' && !page.isFeed) throw new AppError('not-found', 'no-feed', `${partner.nodeId} has no feed.`);
    const fresh = page.members.filter((member) => cursor === undefined || member.published > cursor);
    if (fresh.length > 0) yield fresh;
    const links = page.links.filter((link) => link.to === undefined || cursor === undefined || new Date(link.to).toISOString() > cursor).sort((l, r) => (l.from ?? '').localeCompare(r.from ?? ''));
    for (const link of links) yield* walk(pathOf(link.node), undefined);
  };
  yield* walk('/feed', seenEtag);
};
