import type { SearchParameter } from 'fhir/r4.d.ts';
import { fhirTypes, parametersOf } from './fhir.ts';
import { modifiersOf } from './parameter.ts';
import type { ParameterType } from './parameter.ts';

const prefixed = new Set(['number', 'date', 'quantity']);

/** Address of an own search parameter, the same on every node; `id` under /fhir/SearchParameter. */
export const searchParameterUrl = (name: string): string => `urn:ehds-node:fhir:search:${name}`;

/** The search parameters that R4 does not have, as resources: made from the table the search itself uses, so that they promise what it does (catalogue.md §4.5). */
export const ownSearchParameters = (): readonly SearchParameter[] => {
  const found = new Map<string, SearchParameter>();
  for (const type of fhirTypes) {
    for (const [name, { type: kind, doc, own }] of Object.entries(parametersOf(type))) {
      if (own !== true) continue;
      const known = found.get(name);
      const modifiers = modifiersOf(kind as ParameterType);
      found.set(name, known !== undefined ? { ...known, base: [...known.base, type] } : {
        resourceType: 'SearchParameter', id: name, url: searchParameterUrl(name), name: name.replace(/[^A-Za-z0-9]+/g, '_'), status: 'active', experimental: false,
        description: doc, code: name, base: [type], type: kind as SearchParameter['type'], multipleOr: true, multipleAnd: true,
        ...(prefixed.has(kind) ? { comparator: ['eq', 'ne', 'gt', 'lt', 'ge', 'le'] } : {}),
        ...(modifiers.length === 0 ? {} : { modifier: modifiers.map((modifier) => modifier.replace(/^:/, '')) as NonNullable<SearchParameter['modifier']> }),
      });
    }
  }
  return [...found.values()];
};
