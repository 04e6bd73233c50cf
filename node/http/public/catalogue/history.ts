import { propertyDiff } from '../../../catalogue/sources/diff.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import { etagOf } from '../../../catalogue/publish/representations.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import type { PageText } from '../portal/page.ts';
import { formatOf, sendRepresentation } from './send.ts';

/** `GET /dataset/{id}/history`: versions with time, role, hash and what changed, property by property (US4). */
export const getHistory = (catalogue: CatalogueService, render: (page: PageText) => string): Operation => ({
  method: 'GET',
  path: '/dataset/:id/history',
  access: everyone,
  summary: 'Versions of a dataset: when, who (role), what changed',
  perMinute: 1_200,
  handle: async (req, res, { language }) => {
    const format = formatOf(req, ['html', 'json']);
    const versions = await catalogue.history(String(req.params['id']));
    const told = versions.map((version, at) => ({ number: version.number, version: version.version, at: version.at, by: version.by, violations: version.violations, changes: versions[at + 1] === undefined ? [] : propertyDiff(versions[at + 1]!.quads, version.quads) }));
    const body = format === 'json'
      ? JSON.stringify({ versions: told })
      : render({ lang: language, title: versions[0]?.title ?? '', text: [versions[0]?.title ?? '', ...told.map((one) => `${one.number} · ${one.at} · ${one.by} · ${one.version} · ${one.changes.map((change) => JSON.stringify(change)).join('; ').slice(0, 500)}`)] });
    sendRepresentation(req, res, format, { body, etag: etagOf('history', format, language, ...told.map((one) => one.version)) });
  },
});
