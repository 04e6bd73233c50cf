import type { Request } from 'express';
import { prefixes } from '../../../../core/vocabulary/prefixes.ts';
import { serialise } from '../../../../mappings/rdf/serialise.ts';
import type { Feed, FeedPage } from '../../../catalogue/feed/pages.ts';
import { mediaTypeOf } from '../../../catalogue/publish/negotiate.ts';
import type { Access, Operation } from '../../operation.ts';
import { formatOf, sendRepresentation } from '../catalogue/send.ts';

const serve = (path: string, access: Access, summary: string, make: (req: Request) => Promise<FeedPage>): Operation => ({
  method: 'GET', path, access, summary, perMinute: 12_000,
  handle: async (req, res) => {
    const format = formatOf(req, ['trig', 'jsonld']);
    const page = await make(req);
    const { etag, lastModified } = page;
    sendRepresentation(req, res, format, { etag: `"${etag.slice(1, -1)}-${format}"`, ...(lastModified === undefined ? {} : { lastModified }), body: serialise(page.quads, mediaTypeOf(format), prefixes) });
  },
});

/** The DCAT-AP feed (LDES), the same on the public and on the partner listener (catalogue.md §5.5). */
export const feedOperations = (feed: Feed, access: Access): readonly Operation[] => [
  serve('/feed', access, 'Feed of changes: its root', () => feed.root()),
  serve('/feed/event/:id', access, 'One event of the feed', (req) => feed.event(String(req.params['id']))),
  serve('/feed/page/:start', access, 'At most 250 events', (req) => feed.page(String(req.params['start']))),
  serve('/feed/:year', access, 'Feed of changes: a year', (req) => feed.year(String(req.params['year']))),
  serve('/feed/:year/:month', access, 'Feed of changes: a month', (req) => feed.month(String(req.params['year']), String(req.params['month']))),
];
