import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

// the limit of the sitemap protocol; a larger catalogue is found through /catalogue and the feed
const most = 50_000;

export const sitemapOperations = (catalogue: CatalogueService): readonly Operation[] => [
  {
    method: 'GET', path: '/sitemap.xml', access: everyone, summary: 'Addresses of all dataset pages', perMinute: 60,
    handle: async (_req, res) => {
      const rows = await catalogue.sitemap(most);
      const urls = rows.map(({ id, changed_at: at }) => `<url><loc>${catalogue.identity.url}/dataset/${id}</loc><lastmod>${at.slice(0, 10)}</lastmod></url>`).join('\n');
      res.setHeader('cache-control', 'public, max-age=3600');
      res.type('application/xml').send(`<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`);
    },
  },
  {
    method: 'GET', path: '/robots.txt', access: everyone, summary: 'What robots may read', perMinute: 600,
    handle: (_req, res) => {
      res.setHeader('cache-control', 'public, max-age=86400');
      res.type('text/plain').send(['User-agent: *', 'Disallow: /api/', 'Disallow: /desk', 'Disallow: /ops', 'Disallow: /sparql', `Sitemap: ${catalogue.identity.url}/sitemap.xml`, ''].join('\n'));
    },
  },
];
