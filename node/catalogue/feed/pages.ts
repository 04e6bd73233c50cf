import n3 from 'n3';
import type { Quad } from 'n3';
import { AppError } from '../../../core/errors.ts';
import { as } from '../../../core/vocabulary/as.ts';
import { ldes } from '../../../core/vocabulary/ldes.ts';
import { rdf } from '../../../core/vocabulary/rdf.ts';
import { tree } from '../../../core/vocabulary/tree.ts';
import { xsd } from '../../../core/vocabulary/xsd.ts';
import { blankNode, namedNode, quad, typedLiteral, typeQuad } from '../../../mappings/rdf/terms.ts';
import type { Db } from '../../storage/db.ts';
import type { FeedEvent } from '../event-store.ts';
import { eventById, eventsBetween, newestEvent, pageStarts, spansOf } from '../event-store.ts';
import { parseStored } from '../publish/catalog-record.ts';
import { etagOf } from '../publish/representations.ts';

/** `members`: how many events the page holds. Payload quads carry the event's IRI as graph. */
export type FeedPage = { readonly quads: readonly Quad[]; readonly etag: string; readonly lastModified: string | undefined; readonly members: number };

const pageSize = 250;
const shape = 'https://semiceu.github.io/LDES-DCAT-AP-feeds/shape.ttl#ActivityShape';
const time = (instant: string) => typedLiteral(instant, xsd.dateTime);

type Link = { readonly node: string; readonly from: string; readonly to: string | undefined };

const relation = (page: string, type: string, node: string, value: string, at: string): Quad[] => {
  const link = blankNode(at);
  return [quad(namedNode(page), tree.relation, link), typeQuad(link, type), quad(link, tree.node, namedNode(node)), quad(link, tree.path, namedNode(as.published)), quad(link, tree.value, time(value))];
};

/** The stream and one view node with its links (catalogue.md §5.5): each child is bounded below and above by as:published. */
const viewQuads = (feed: string, page: string, links: readonly Link[]): Quad[] => {
  const stream = namedNode(`${feed}#stream`);
  const view = namedNode(page);
  const policy = namedNode(`${feed}#retention`);
  return [
    typeQuad(stream, ldes.EventStream), quad(stream, tree.shape, namedNode(shape)), quad(stream, ldes.timestampPath, namedNode(as.published)), quad(stream, ldes.versionOfPath, namedNode(as.object)), quad(stream, tree.view, view),
    typeQuad(view, tree.Node), quad(view, ldes.retentionPolicy, policy), typeQuad(policy, ldes.LatestVersionSubset), quad(policy, ldes.amount, typedLiteral('1', xsd.integer)),
    ...links.flatMap((link, n) => [
      ...relation(page, tree.GreaterThanOrEqualToRelation, link.node, link.from, `g${n}`),
      ...(link.to === undefined ? [] : relation(page, tree.LessThanRelation, link.node, link.to, `l${n}`)),
    ]),
  ];
};

const types = { Create: as.Create, Update: as.Update, Delete: as.Delete } as const;

/** One member with exactly a type, an object and a time (the shape is closed); its payload is the named graph of the member's IRI. */
const memberQuads = (feed: string, event: FeedEvent, n: number): Quad[] => {
  const member = namedNode(`${feed}/event/${event.id}`);
  const payload = event.graph === null ? [] : parseStored(event.graph);
  const renamed = <T extends Quad['subject'] | Quad['object']>(term: T): T => (term.termType === 'BlankNode' ? (blankNode(`e${n}_${term.value}`) as unknown as T) : term);
  return [
    quad(namedNode(`${feed}#stream`), tree.member, member), quad(member, rdf.type, namedNode(types[event.type])), quad(member, as.object, namedNode(event.object)), quad(member, as.published, time(event.published)),
    ...payload.map((q) => n3.DataFactory.quad(renamed(q.subject), q.predicate, renamed(q.object), member)),
  ];
};

const yearOf = (text: string): { from: string; to: string } => ({ from: `${text}-01-01T00:00:00.000Z`, to: `${Number(text) + 1}-01-01T00:00:00.000Z` });
const monthOf = (year: string, month: string): { from: string; to: string } => ({
  from: `${year}-${month}-01T00:00:00.000Z`,
  to: month === '12' ? `${Number(year) + 1}-01-01T00:00:00.000Z` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01T00:00:00.000Z`,
});
const forever = { from: '0001-01-01T00:00:00.000Z', to: '9999-01-01T00:00:00.000Z' };

const linksOf = (addresses: readonly { readonly node: string; readonly from: string }[], end: string | undefined): Link[] =>
  addresses.map((address, n) => ({ ...address, to: addresses[n + 1]?.from ?? end }));

/** The own feed as pages: root → year → month → at most 250 events each. No page is immutable, because an older event leaves when its entity changes.
 *  @throws AppError `unknown-page` */
export const createFeed = (db: Db, feed: string) => {
  const index = async (page: string, addresses: readonly { node: string; from: string }[], end: string | undefined, tag: string): Promise<FeedPage> => {
    const newest = await newestEvent(db);
    return { quads: viewQuads(feed, page, linksOf(addresses, end)), etag: etagOf('feed', tag, newest.published ?? '', newest.events), lastModified: newest.published ?? undefined, members: 0 };
  };
  const missing = (): never => {
    throw new AppError('not-found', 'unknown-page', `There is no such page of the feed: begin at ${feed}.`);
  };
  return {
    root: async (): Promise<FeedPage> => index(feed, (await spansOf(db, 'year', forever.from, forever.to)).map(({ start }) => ({ node: `${feed}/${start.slice(0, 4)}`, from: start })), undefined, 'root'),
    year: async (year: string): Promise<FeedPage> => {
      if (!/^\d{4}$/.test(year)) return missing();
      const { from, to } = yearOf(year);
      return index(`${feed}/${year}`, (await spansOf(db, 'month', from, to)).map(({ start }) => ({ node: `${feed}/${year}/${start.slice(5, 7)}`, from: start })), to, year);
    },
    month: async (year: string, month: string): Promise<FeedPage> => {
      if (!/^\d{4}$/.test(year) || !/^(0[1-9]|1[0-2])$/.test(month)) return missing();
      const { from, to } = monthOf(year, month);
      return index(`${feed}/${year}/${month}`, (await pageStarts(db, from, to, pageSize)).map((start) => ({ node: `${feed}/page/${encodeURIComponent(start)}`, from: start })), to, `${year}-${month}`);
    },
    /** Events from an instant on, at most 250, within its month. */
    page: async (start: string): Promise<FeedPage> => {
      if (Number.isNaN(Date.parse(start))) return missing();
      const from = new Date(start).toISOString();
      const { to } = monthOf(from.slice(0, 4), from.slice(5, 7));
      const events = await eventsBetween(db, from, to, pageSize);
      const page = `${feed}/page/${encodeURIComponent(start)}`;
      return {
        quads: [...viewQuads(feed, page, []), ...events.flatMap((event, n) => memberQuads(feed, event, n))],
        etag: etagOf('feed-page', start, ...events.map((event) => event.id)), lastModified: events.at(-1)?.published, members: events.length,
      };
    },
    event: async (id: string): Promise<FeedPage> => {
      const event = /^[0-9a-f-]{36}$/.test(id) ? await eventById(db, id) : undefined;
      if (event === undefined) throw new AppError('not-found', 'unknown-event', 'There is no such event: an older one leaves the feed when its entity changes.');
      return { quads: memberQuads(feed, event, 0), etag: etagOf(event.id), lastModified: event.published, members: 1 };
    },
  };
};
export type Feed = ReturnType<typeof createFeed>;
