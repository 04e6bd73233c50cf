import { propertiesOf, type Property } from '../../../core/catalogue/properties.ts';
import { vocabularyOfScheme } from '../../../mappings/vocabularies/index.ts';

/** Class a shape speaks about, from its IRI `urn:ehds-node:shape:base:Dataset-dct-title`. */
const localNames = new Map(Object.keys(propertiesOf).map((type) => [type.split(/[/#]/).at(-1) ?? type, type]));
const aliases: Readonly<Record<string, string>> = { HealthAgent: 'Agent', HealthPublisher: 'Agent', Publisher: 'Agent', Activity: 'Activity' };

export const shapeParts = (shape: string): { file: string; target: string } => {
  const [, file = '', target = ''] = /^urn:ehds-node:shape:([a-z]+):([A-Za-z]+)/.exec(shape) ?? [];
  return { file, target };
};

/** What the model says about a property of the class a shape speaks about. */
export const modelProperty = (shape: string, property: string): Property | undefined => {
  const { target } = shapeParts(shape);
  const type = localNames.get(aliases[target] ?? target);
  return type === undefined ? undefined : propertiesOf[type]?.find(({ iri }) => iri === property);
};

/** Short name of the list a property's values come from: `health-theme`, `language`; places come from several. */
export const listOf = (shape: string, property: string): string | undefined => {
  if (property.endsWith('/spatial')) return 'country';
  if (property.endsWith('hasPersonalData')) return 'personal-data';
  if (/(mediaType|compressFormat|packageFormat)$/.test(property)) return 'iana-media-types';
  const scheme = modelProperty(shape, property)?.list;
  return scheme === undefined ? undefined : vocabularyOfScheme(scheme)?.list;
};
