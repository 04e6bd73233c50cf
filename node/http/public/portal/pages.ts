import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import type { RenderPage } from './page.ts';

/** Addresses of the portal (portal.md §1) that are drawn in the browser; `/dataset/:id` is the catalogue's own. */
const paths = [
  '/', '/search', '/compare', '/basket', '/apply/:id', '/apply/:id/:section', '/applications', '/applications/:id', '/saved', '/register', '/verify',
  '/desk', '/desk/:application/:node', '/holder', '/holder/datasets/:id', '/board', '/board/nodes/:id', '/board/links', '/board/indicators', '/validate',
  '/ops', '/ops/links', '/ops/queues', '/ops/dead', '/ops/sources', '/ops/sources/:id', '/ops/directory', '/ops/audit', '/help', '/accessibility', '/api',
];

/** The pages themselves are public; what they show comes from operations that check who asks. */
export const portalPages = (renderPage: RenderPage, nodeName: (language: string) => string): readonly Operation[] =>
  paths.map((path) => ({
    method: 'GET',
    path,
    access: everyone,
    summary: 'A page of the portal',
    perMinute: 1200,
    handle: (_req, res, { language }) => {
      res.setHeader('cache-control', 'no-cache');
      res.type('html').send(renderPage({ lang: language, title: nodeName(language) }));
    },
  }));
