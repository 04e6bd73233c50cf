// Stand-in for a national CKAN: the three actions a harvester calls. Arguments: port, folder.
import { readFolder } from './files.ts';
import type { Answer } from './serve.ts';
import { serve } from './serve.ts';

const [port = '8092', folder = ''] = process.argv.slice(2);
const site = `http://127.0.0.1:${port}`;

type Package = Record<string, unknown> & { id: string; name: string; metadata_modified: string };

const packages = async (): Promise<Package[]> =>
  (await readFolder(folder)).map(({ value, changed }) => ({ state: 'active', private: false, ...value, metadata_modified: changed.replace('Z', '') }) as unknown as Package);

const success = (action: string, result: unknown): Answer => ({ status: 200, body: { help: `${site}/api/3/action/help_show?name=${action}`, success: true, result } });
const failure = (status: number, action: string, type: string, message: string): Answer => ({
  status,
  body: { help: `${site}/api/3/action/help_show?name=${action}`, success: false, error: { __type: type, message } },
});

const sorted = (all: Package[], sort: string): Package[] => {
  const [field = 'metadata_modified', direction = 'desc'] = sort.split(',')[0]!.trim().split(/\s+/);
  const sign = direction === 'asc' ? 1 : -1;
  return all.toSorted((a, b) => sign * String(a[field] ?? '').localeCompare(String(b[field] ?? '')) || a.id.localeCompare(b.id));
};

/** Of Solr's filter queries only the one a harvester needs: changed since. */
const changedSince = (fq: string | null): string => /metadata_modified:\[(\S+) TO/.exec(fq ?? '')?.[1]?.replace('Z', '') ?? '';

const search = async (query: URLSearchParams): Promise<Answer> => {
  const since = changedSince(query.get('fq'));
  const found = sorted((await packages()).filter((one) => one.metadata_modified >= since), query.get('sort') ?? 'metadata_modified desc');
  const start = Math.max(Number(query.get('start') ?? 0) || 0, 0);
  // CKAN's own ceiling is 1000 rows, its default 10.
  const rows = Math.min(Math.max(Number(query.get('rows') ?? 10) || 0, 0), 1000);
  return success('package_search', { count: found.length, sort: query.get('sort') ?? 'metadata_modified desc', facets: {}, search_facets: {}, results: found.slice(start, start + rows) });
};

const show = async (id: string | null): Promise<Answer> => {
  const found = (await packages()).find((one) => one.id === id || one.name === id);
  return found === undefined ? failure(404, 'package_show', 'Not Found Error', 'Not found') : success('package_show', found);
};

serve('CKAN stand-in', Number(port), 'application/json; charset=utf-8', async (url) => {
  const action = /^\/api\/(?:3\/)?action\/([a-z_]+)\/?$/.exec(url.pathname)?.[1] ?? '';
  if (action === 'package_search') return search(url.searchParams);
  if (action === 'package_show') return show(url.searchParams.get('id'));
  if (action === 'status_show') return success(action, { ckan_version: '2.11.0', site_url: site, site_title: 'Stand-in for a national CKAN', extensions: ['dcat'] });
  return failure(404, action, 'Not Found Error', `Action name not known: ${action}`);
});
