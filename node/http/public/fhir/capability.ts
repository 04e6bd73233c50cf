import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.d.ts';
import type { Fhir, FhirType } from '../../../catalogue/fhir/fhir.ts';
import { fhirTypes, includesOf, parametersOf } from '../../../catalogue/fhir/fhir.ts';
import type { ParameterType } from '../../../catalogue/fhir/parameter.ts';
import { searchParameterUrl } from '../../../catalogue/fhir/search-parameter.ts';
import { modifiersOf } from '../../../catalogue/fhir/parameter.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { requireJson, sendResource } from './answer.ts';
import { conformanceTypes, mappingReportUrl } from './conformance.ts';

/** Interactions by the routes that exist: the same list the router is made from, so that the statement cannot promise more. */
const interactionsIn = (routes: readonly Operation[], type: string): NonNullable<CapabilityStatementRestResource['interaction']> => {
  const has = (method: string, path: string) => routes.some((route) => route.method === method && route.path === path);
  return [
    ...(has('GET', `/fhir/${type}/:id`) ? [{ code: 'read' as const }] : []), ...(has('GET', `/fhir/${type}/:id/_history/:version`) ? [{ code: 'vread' as const }] : []),
    ...(has('GET', `/fhir/${type}/:id/_history`) ? [{ code: 'history-instance' as const }] : []), ...(has('GET', `/fhir/${type}`) ? [{ code: 'search-type' as const }] : []),
    ...(has('POST', `/fhir/${type}`) ? [{ code: 'create' as const }] : []), ...(has('PUT', `/fhir/${type}/:id`) ? [{ code: 'update' as const }] : []),
  ];
};

const resourceOf = (routes: readonly Operation[], type: FhirType): CapabilityStatementRestResource => ({
  type, interaction: interactionsIn(routes, type), versioning: type === 'Library' ? 'versioned' : 'no-version', readHistory: type === 'Library',
  ...(includesOf(type).length === 0 ? {} : { searchInclude: [...includesOf(type)] }),
  searchParam: Object.entries(parametersOf(type)).map(([name, { type: kind, doc, own }]) => {
    const modifiers = modifiersOf(kind as ParameterType);
    return {
      name, type: kind as 'string', documentation: `${doc}${modifiers.length === 0 ? '' : `; modifiers: ${modifiers.join(', ')}`}`,
      ...(own === true ? { definition: searchParameterUrl(name) } : {}),
    };
  }),
  ...(type === 'Library' && routes.some((route) => route.path === '/fhir/Library/:id/\\$mapping-report') ? { operation: [{ name: 'mapping-report', definition: mappingReportUrl }] } : {}),
});

/** `GET /fhir/metadata` (catalogue.md §4.5): made from the routes and the parameter tables. */
export const getCapability = (fhir: Fhir, routes: () => readonly Operation[], about: { readonly version: string; readonly started: string; readonly name: string }): Operation => ({
  method: 'GET',
  path: '/fhir/metadata',
  access: everyone,
  summary: 'What this FHIR server can do',
  perMinute: 6_000,
  handle: (req, res) => {
    requireJson(req);
    const statement: CapabilityStatement = {
      resourceType: 'CapabilityStatement', status: 'active', date: about.started, kind: 'instance', fhirVersion: '4.0.1', format: ['application/fhir+json'],
      software: { name: 'EHDS Node', version: about.version }, implementation: { description: about.name, url: fhir.base },
      rest: [{
        mode: 'server',
        documentation: 'Read-only view of the dataset catalogue. _has, chaining and _filter are not supported; unknown parameters are named in the answer, or refused with Prefer: handling=strict. Results: _count up to 100, _sort title, date, _lastUpdated, _score, _elements, _summary=true|count, _include. XML is not served.',
        resource: [
          ...fhirTypes.map((type) => resourceOf(routes(), type)),
          ...conformanceTypes.map((type): CapabilityStatementRestResource => ({ type, interaction: interactionsIn(routes(), type), searchParam: [{ name: 'url', type: 'uri' }] })),
        ],
      }],
    };
    sendResource(req, res, statement);
  },
});
