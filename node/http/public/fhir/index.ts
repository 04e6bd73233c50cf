import type { Request } from 'express';
import type { FhirResource } from 'fhir/r4.d.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Fhir, FhirType } from '../../../catalogue/fhir/fhir.ts';
import { fhirTypes, includesOf, parametersOf } from '../../../catalogue/fhir/fhir.ts';
import { readSearch } from '../../../catalogue/fhir/search-request.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { requireJson, sendResource } from './answer.ts';
import { getCapability } from './capability.ts';
import { conformanceOperations } from './conformance.ts';

const get = (path: string, summary: string, make: (req: Request) => Promise<FhirResource> | FhirResource): Operation => ({
  method: 'GET', path, access: everyone, summary, perMinute: 60_000,
  handle: async (req, res) => {
    requireJson(req);
    sendResource(req, res, await make(req));
  },
});

const id = (req: Request): string => String(req.params['id']);
const isStrict = (req: Request): boolean => /handling\s*=\s*strict/i.test(String(req.headers.prefer ?? ''));
const queryIn = (req: Request): URLSearchParams => new URL(req.url, 'http://local').searchParams;

const search = (fhir: Fhir, type: FhirType, query: (req: Request) => URLSearchParams): ((req: Request) => Promise<FhirResource>) =>
  (req) => fhir.search(type, readSearch(query(req), parametersOf(type), includesOf(type), isStrict(req)));

const searches = (fhir: Fhir): Operation[] =>
  fhirTypes.flatMap((type) => [
    get(`/fhir/${type}`, `Search ${type} (FHIR R4)`, search(fhir, type, queryIn)),
    {
      method: 'POST', path: `/fhir/${type}/_search`, access: everyone, summary: `Search ${type} (FHIR R4)`, body: 'bytes', maxBodyBytes: 65_536, perMinute: 60_000,
      handle: async (req, res) => {
        requireJson(req);
        const body = new URLSearchParams(Buffer.isBuffer(req.body) ? req.body.toString('utf8') : '');
        sendResource(req, res, await search(fhir, type, () => new URLSearchParams([...queryIn(req), ...body]))(req));
      },
    },
  ]);

const reads = (fhir: Fhir): Operation[] => [
  {
    method: 'GET', path: '/fhir/Library/:id', access: everyone, summary: 'One dataset as Library', perMinute: 60_000,
    handle: async (req, res) => {
      // the lossless form of a Library is its RDF
      if (req.query['_format'] === 'ttl' || req.query['_format'] === 'text/turtle') return res.redirect(303, `/dataset/${id(req)}.ttl`);
      requireJson(req);
      sendResource(req, res, await fhir.readLibrary(id(req)));
    },
  },
  get('/fhir/Library/:id/_history', 'Versions of a Library', (req) => fhir.history(id(req))),
  get('/fhir/Library/:id/_history/:version', 'One version of a Library', (req) => fhir.readVersion(id(req), String(req.params['version']))),
  get('/fhir/Library/:id/\\$mapping-report', 'What FHIR does not carry of a dataset', (req) => fhir.mappingReport(id(req))),
  get('/fhir/Organization/:id', 'One agent as Organization', (req) => fhir.readOrganization(id(req))),
  get('/fhir/Endpoint/:id', 'One gateway as Endpoint', (req) => fhir.endpoints().find((one) => one.id === id(req)) ?? missing('Endpoint', id(req))),
  get('/fhir/List/:id', 'The catalogue as List', (req) => (id(req) === 'catalogue' ? fhir.list() : missing('List', id(req)))),
];

const missing = (type: string, wanted: string): never => {
  throw new AppError('not-found', 'unknown-resource', `There is no ${type} ${wanted} here.`);
};

/** The FHIR R4 interface of the catalogue (catalogue.md §4.5). @param writes operations of the holders' door, told in the CapabilityStatement */
export const fhirOperations = (fhir: Fhir, about: { readonly version: string; readonly started: string; readonly name: string }, writes: () => readonly Operation[] = () => []): readonly Operation[] => {
  const routes: Operation[] = [...searches(fhir), ...reads(fhir), ...conformanceOperations(fhir.base)];
  return [getCapability(fhir, () => [...routes, ...writes()], about), ...routes];
};
