// Stand-in for a national FHIR R4 catalogue: metadata, read, search with `_id`, `_lastUpdated`, `type`, `status`, paging. Arguments: port, folder.
import { readFolder } from './files.ts';
import type { Answer } from './serve.ts';
import { serve } from './serve.ts';

const [port = '8091', folder = ''] = process.argv.slice(2);
const base = `http://127.0.0.1:${port}/fhir`;
const types = ['Library', 'Organization', 'Endpoint'];

type Resource = Record<string, unknown> & { resourceType: string; id: string; meta: { lastUpdated: string; versionId: string } };

const resources = async (): Promise<Resource[]> =>
  (await readFolder(folder)).map(({ value, changed }) => {
    const meta = (value['meta'] ?? {}) as Record<string, unknown>;
    return { ...value, meta: { ...meta, versionId: String(Date.parse(changed)), lastUpdated: changed } } as Resource;
  });

const problem = (status: number, code: string, text: string): Answer => ({
  status,
  body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics: text }] },
});

const metadata = {
  resourceType: 'CapabilityStatement', status: 'active', date: '2026-11-01', kind: 'instance', fhirVersion: '4.0.1', format: ['application/fhir+json'],
  software: { name: 'Stand-in for a national FHIR catalogue' }, implementation: { description: 'Demo', url: base },
  rest: [{ mode: 'server', resource: types.map((type) => ({
    type, interaction: [{ code: 'read' }, { code: 'search-type' }],
    searchParam: [{ name: '_id', type: 'token' }, { name: '_lastUpdated', type: 'date' }, { name: 'type', type: 'token' }, { name: 'status', type: 'token' }],
  })) }],
};

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  gt: (a, b) => a > b, ge: (a, b) => a >= b, lt: (a, b) => a < b, le: (a, b) => a <= b, eq: (a, b) => a === b, ne: (a, b) => a !== b,
};
const changedAsAsked = (resource: Resource, asked: string): boolean => {
  const [, prefix = 'eq', date = ''] = /^(gt|ge|lt|le|eq|ne)?(.+)$/.exec(asked) ?? [];
  return comparisons[prefix]!(Date.parse(resource.meta.lastUpdated), Date.parse(date));
};
const codesOf = (resource: Resource): string[] =>
  ((resource['type'] as { coding?: { system?: string; code: string }[] } | undefined)?.coding ?? []).flatMap(({ system, code }) => [code, `${system ?? ''}|${code}`]);

const matches = (resource: Resource, query: URLSearchParams): boolean =>
  query.getAll('_lastUpdated').every((asked) => changedAsAsked(resource, asked)) &&
  query.getAll('_id').every((asked) => asked.split(',').includes(resource.id)) &&
  query.getAll('status').every((asked) => asked.split(',').includes(String(resource['status']))) &&
  query.getAll('type').every((asked) => asked.split(',').some((code) => codesOf(resource).includes(code)));

const search = async (type: string, query: URLSearchParams): Promise<Answer> => {
  const found = (await resources()).filter((resource) => resource.resourceType === type && matches(resource, query));
  const count = Math.min(Math.max(Number(query.get('_count') ?? 20) || 20, 1), 100);
  const from = Math.max(Number(query.get('_offset') ?? 0) || 0, 0);
  const link = (relation: string, offset: number): { relation: string; url: string } => {
    const parameters = new URLSearchParams(query);
    parameters.set('_offset', String(offset));
    return { relation, url: `${base}/${type}?${parameters.toString()}` };
  };
  return {
    status: 200,
    body: {
      resourceType: 'Bundle', type: 'searchset', total: found.length,
      link: [link('self', from), ...(from + count < found.length ? [link('next', from + count)] : [])],
      entry: found.slice(from, from + count).map((resource) => ({ fullUrl: `${base}/${type}/${resource.id}`, resource, search: { mode: 'match' } })),
    },
  };
};

const read = async (type: string, id: string): Promise<Answer> => {
  const found = (await resources()).find((resource) => resource.resourceType === type && resource.id === id);
  return found === undefined ? problem(404, 'not-found', `No ${type} ${id} here.`) : { status: 200, body: found };
};

serve('FHIR stand-in', Number(port), 'application/fhir+json; charset=utf-8', async (url, req) => {
  const [, root, type = '', id, ...rest] = url.pathname.split('/');
  if (req.method !== 'GET') return problem(405, 'not-supported', 'This server is read-only.');
  if (root !== 'fhir' || rest.length > 0) return problem(404, 'not-found', 'Resources are below /fhir.');
  if (type === 'metadata') return { status: 200, body: metadata };
  if (!types.includes(type)) return problem(404, 'not-supported', `${type} is not served here.`);
  return id === undefined ? search(type, url.searchParams) : read(type, decodeURIComponent(id));
});
