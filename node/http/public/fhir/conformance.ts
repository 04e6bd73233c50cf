import type { Bundle, FhirResource, OperationDefinition } from 'fhir/r4.d.ts';
import { AppError } from '../../../../core/errors.ts';
import { extensionTable, structureDefinitionOf } from '../../../../mappings/dataset-to-fhir/extension-table.ts';
import { ownSearchParameters } from '../../../catalogue/fhir/search-parameter.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { requireJson, sendResource } from './answer.ts';

export const conformanceTypes = ['SearchParameter', 'StructureDefinition', 'OperationDefinition'] as const;
type ConformanceType = (typeof conformanceTypes)[number];
type Definition = FhirResource & { readonly id?: string | undefined; readonly url?: string | undefined };

export const mappingReportUrl = 'urn:ehds-node:fhir:mapping-report';

const mappingReport: OperationDefinition = {
  resourceType: 'OperationDefinition', id: 'mapping-report', url: mappingReportUrl, name: 'MappingReport', status: 'active', kind: 'operation', affectsState: false, code: 'mapping-report',
  description: 'What FHIR does not carry of a dataset: one issue per RDF statement, with its path.', resource: ['Library'], system: false, type: false, instance: true,
  parameter: [{ name: 'return', use: 'out', min: 1, max: '1', type: 'OperationOutcome' }],
};

const definitions: Readonly<Record<ConformanceType, () => readonly Definition[]>> = {
  SearchParameter: ownSearchParameters,
  StructureDefinition: () => extensionTable.map((row) => structureDefinitionOf(row) as Definition),
  OperationDefinition: () => [mappingReport],
};

const bundleOf = (base: string, type: ConformanceType, found: readonly Definition[]): Bundle => ({
  resourceType: 'Bundle', type: 'searchset', total: found.length, link: [{ relation: 'self', url: `${base}/${type}` }],
  entry: found.map((resource) => ({ fullUrl: `${base}/${type}/${resource.id ?? ''}`, resource, search: { mode: 'match' as const } })),
});

/** What the CapabilityStatement names, readable: own search parameters, extensions and operations (catalogue.md §4.1, §4.5). Found by `url`, else all at once. */
export const conformanceOperations = (base: string): readonly Operation[] =>
  conformanceTypes.flatMap((type): Operation[] => [
    {
      method: 'GET', path: `/fhir/${type}`, access: everyone, summary: `All ${type} resources of this server`, perMinute: 6_000,
      handle: (req, res) => {
        requireJson(req);
        const { url } = req.query;
        sendResource(req, res, bundleOf(base, type, definitions[type]().filter((one) => url === undefined || one.url === url)));
      },
    },
    {
      method: 'GET', path: `/fhir/${type}/:id`, access: everyone, summary: `One ${type}`, perMinute: 60_000,
      handle: (req, res) => {
        requireJson(req);
        const wanted = String(req.params['id']);
        const found = definitions[type]().find((one) => one.id === wanted);
        if (found === undefined) throw new AppError('not-found', 'unknown-resource', `There is no ${type} ${wanted} here.`);
        sendResource(req, res, found);
      },
    },
  ]);
