import type { Attachment, Coding, Extension, Library, Organization, Period as FhirPeriod } from 'fhir/r4.d.ts';
import type { Agent, ContactPoint, DatasetRecord, Distribution, OpeningHours, Period, QualityAnnotation } from '../../core/catalogue/record.ts';
import type { LangText } from '../../core/languages.ts';
import { accessRight, ianaMediaTypes, scheme } from '../../core/vocabulary/authority.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { dqv } from '../../core/vocabulary/dqv.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { codedIri, extensionsOf, translationsOf, valuesOf } from './extension.ts';

type Extended = { readonly extension?: readonly Extension[] | undefined };
type Organizations = ReadonlyMap<string, Organization>;
const languageUrl = 'http://hl7.org/fhir/StructureDefinition/language';

const elementOf = (parent: object, name: string): Extended | undefined => (parent as Readonly<Record<string, Extended | undefined>>)[`_${name}`];

/** A text with its translations, in the language it says, else the resource's. */
const textOf = (text: string | undefined, element: Extended | undefined, main: string): LangText | undefined => {
  const translations = translationsOf(element);
  if (text === undefined && translations.length === 0) return undefined;
  const own = element?.extension?.find((one) => one.url === languageUrl)?.valueCode ?? main;
  return { ...(text === undefined ? {} : { [own]: text }), ...Object.fromEntries(translations) };
};

const textsIn = (parent: Extended, name: string, main: string): { text: LangText; iri: string | undefined }[] =>
  extensionsOf(parent, name).flatMap((one) => {
    const element = elementOf(one, 'valueMarkdown') ?? elementOf(one, 'valueString');
    const text = textOf(one.valueMarkdown ?? one.valueString, element, main);
    return text === undefined ? [] : [{ text, iri: valuesOf(element, 'iri')[0] }];
  });
const textIn = (parent: Extended, name: string, main: string): LangText | undefined => textsIn(parent, name, main)[0]?.text;

const defined = <T extends object>(members: { [K in keyof T]: T[K] | undefined }): T => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
const numberIn = (parent: Extended, name: string): number | undefined => (valuesOf(parent, name)[0] === undefined ? undefined : Number(valuesOf(parent, name)[0]));
const iriOf = (coding: Coding | undefined): string | undefined => (coding === undefined ? undefined : codedIri(coding));

const hoursOf = (organization: Organization, kind: string): readonly OpeningHours[] | undefined =>
  some(extensionsOf(organization, 'opening-hours').filter((one) => valuesOf(one, 'kind')[0] === kind).map((one) => defined<OpeningHours>({
    description: textIn(one, 'description', 'en') ?? {}, frequency: valuesOf(one, 'frequency')[0], iri: valuesOf(one, 'iri')[0],
  })));

/** An Organization of ours as agent. */
export const toAgent = (organization: Organization): Agent => {
  const main = organization.language ?? 'und';
  const telecom = (system: string) => (organization.telecom ?? []).filter((point) => point.system === system).flatMap((point) => point.value ?? []);
  return defined<Agent>({
    iri: organization.identifier?.find((one) => one.system === 'urn:ietf:rfc:3986')?.value ?? `_:${organization.id ?? 'agent'}`,
    name: textOf(organization.name, elementOf(organization, 'name'), main) ?? {},
    type: iriOf(organization.type?.flatMap((one) => one.coding ?? []).find((one) => one.system?.startsWith('urn:ehds-node:') !== true)),
    email: telecom('email')[0], page: telecom('url')[0], telephone: some(telecom('phone')), note: textIn(organization, 'note', main),
    identifier: some((organization.identifier ?? []).filter((one) => one.system !== 'urn:ietf:rfc:3986').flatMap((one) => one.value ?? [])),
    homepage: valuesOf(organization, 'homepage')[0], mailbox: valuesOf(organization, 'mailbox')[0], contactIri: valuesOf(organization, 'contact-iri')[0],
    trustedHolder: extensionsOf(organization, 'trusted-holder')[0]?.valueBoolean, openingHours: hoursOf(organization, 'regular'), specialOpeningHours: hoursOf(organization, 'special'),
  });
};

const agentIn = (parent: Extended, name: string, organizations: Organizations): Agent | undefined => {
  const reference = extensionsOf(parent, name)[0]?.valueReference?.reference;
  const organization = reference === undefined ? undefined : organizations.get(reference);
  return organization === undefined ? undefined : toAgent(organization);
};

const distributionOf = (attachment: Attachment, main: string): Distribution => {
  const value = (name: string) => valuesOf(attachment, name)[0];
  const checksum = extensionsOf(attachment, 'checksum')[0];
  return defined<Distribution>({
    iri: value('iri') ?? '_:distribution', kind: (value('content-kind') ?? 'distribution') as Distribution['kind'],
    title: textOf(attachment.title, elementOf(attachment, 'title'), main), description: textIn(attachment, 'description', main),
    accessUrl: [...(attachment.url === undefined ? [] : [attachment.url]), ...valuesOf(attachment, 'access-url')], downloadUrl: valuesOf(attachment, 'download-url'),
    format: value('format'), mediaType: attachment.contentType === undefined ? value('media-type') : ianaMediaTypes + attachment.contentType,
    licence: value('licence'), licenceType: value('licence-type'), rights: textIn(attachment, 'rights', main), rightsIri: value('rights-iri'), availability: value('availability'), status: value('status'),
    byteSize: attachment.size ?? numberIn(attachment, 'byte-size'), legislation: valuesOf(attachment, 'applicable-legislation'), language: valuesOf(attachment, 'language'),
    issued: value('issued'), modified: value('modified'), conformsTo: valuesOf(attachment, 'conforms-to'), page: some(valuesOf(attachment, 'page')), compressFormat: value('compress-format'), packageFormat: value('package-format'),
    checksum: checksum === undefined ? undefined : { algorithm: valuesOf(checksum, 'algorithm')[0] ?? '', value: valuesOf(checksum, 'value')[0] ?? '' },
    temporalResolution: value('temporal-resolution'), spatialResolution: value('spatial-resolution'),
  });
};

const periodOf = (period: FhirPeriod): Period => defined<Period>({ iri: valuesOf(period, 'iri')[0], start: period.start, end: period.end });
const periods = (parent: Extended, name: string): Period[] => extensionsOf(parent, name).map((one) => periodOf(one.valuePeriod ?? {}));

const contactsOf = (library: Library, main: string): ContactPoint[] =>
  (library.contact ?? []).map((contact) => {
    const telecom = (system: string) => contact.telecom?.find((point) => point.system === system)?.value;
    return defined<ContactPoint>({ iri: valuesOf(contact, 'iri')[0], name: textOf(contact.name, elementOf(contact, 'name'), main), email: telecom('email'), url: telecom('url'), telephone: telecom('phone') });
  });

const keywordsOf = (library: Library, main: string): Record<string, string[]> => {
  const keywords: Record<string, string[]> = {};
  for (const topic of library.topic ?? []) {
    if (topic.text === undefined || topic.coding !== undefined) continue;
    (keywords[elementOf(topic, 'text')?.extension?.find((one) => one.url === languageUrl)?.valueCode ?? main] ??= []).push(topic.text);
  }
  return keywords;
};

const artifacts = (library: Library, property: string): string[] => (library.relatedArtifact ?? []).filter((one) => valuesOf(one, 'property')[0] === property).flatMap((one) => one.url ?? []);

const levelOf = (iri: string | undefined) => (Object.keys(accessRight) as (keyof typeof accessRight)[]).find((level) => accessRight[level] === iri);

const byList: Readonly<Record<string, string>> = { [scheme.healthCategory]: healthdcatap.healthCategory, [scheme.healthTheme]: healthdcatap.healthTheme, [scheme.dataTheme]: dcat.theme };

const classification = (library: Library) => {
  const topics = (library.topic ?? []).flatMap((topic) => (topic.coding ?? []).map((coding) => ({ property: valuesOf(topic, 'property')[0] ?? byList[coding.system ?? ''], iri: codedIri(coding) ?? '' })));
  const ofProperty = (property: string) => topics.filter((topic) => topic.property === property).map(({ iri }) => iri);
  const rights = valuesOf(library, 'access-rights')[0];
  return {
    healthCategory: ofProperty(healthdcatap.healthCategory), healthTheme: ofProperty(healthdcatap.healthTheme), theme: ofProperty(dcat.theme),
    accessRights: rights, accessLevel: levelOf(rights), legislation: valuesOf(library, 'applicable-legislation'), type: valuesOf(library, 'dataset-type'), codingSystem: valuesOf(library, 'coding-system'),
    conformsTo: valuesOf(library, 'conforms-to'), personalData: valuesOf(library, 'personal-data'), language: valuesOf(library, 'data-language'), frequency: valuesOf(library, 'accrual-periodicity')[0], inSeries: valuesOf(library, 'in-series'),
    spatial: (library.jurisdiction ?? []).flatMap((place) => iriOf(place.coding?.find((coding) => coding.system !== 'urn:iso:std:iso:3166')) ?? []),
    codeValues: (library.useContext ?? []).filter((one) => one.code.code === 'focus').flatMap((one) => (one.valueCodeableConcept?.coding ?? []).flatMap((coding) => coding.code ?? [])),
  };
};

/** Quality annotations that have an address, with the bodies said of each; one without comes back bare. All or none, as the record's writer wants it. */
const annotations = (library: Library): QualityAnnotation[] => {
  const all = extensionsOf(library, 'quality').map((one) => ({ body: one.valueUri ?? '', iri: valuesOf(elementOf(one, 'valueUri'), 'iri')[0] }));
  if (all.every(({ iri }) => iri === undefined)) return [];
  const bare = all.filter(({ iri }) => iri === undefined).map(({ body }) => ({ body: [body], target: [library.url ?? ''], motivatedBy: [dqv.qualityAssessment] }));
  const named = Map.groupBy(all.filter(({ iri }) => iri !== undefined), ({ iri }) => iri ?? '');
  return [...bare, ...[...named].map(([iri, list]) => ({ iri, body: list.map(({ body }) => body) }))];
};

const statements = (library: Library, main: string) => {
  const provenance = textsIn(library, 'provenance', main);
  const purpose = [...textsIn(library, 'purpose', main), ...extensionsOf(library, 'purpose').filter((one) => one.valueUri !== undefined).map((one) => ({ text: {} as LangText, iri: one.valueUri }))];
  const population = textsIn(library, 'population-coverage', main).map(({ text }) => text);
  const bases = extensionsOf(library, 'legal-basis').map((one) => ({ iri: valuesOf(one, 'iri')[0], description: textIn(one, 'description', main), source: some(valuesOf(one, 'source')) }));
  const activities = extensionsOf(library, 'generated-by').map((one) => ({ iri: valuesOf(one, 'iri')[0], type: some(valuesOf(one, 'type')), label: textIn(one, 'label', main) }));
  const statement = ({ text, iri }: { text: LangText; iri: string | undefined }) => defined<{ iri?: string; text: LangText }>({ iri, text });
  return {
    provenance: provenance[0]?.text ?? {}, provenanceStatement: some(provenance.map(statement)), purpose: purpose.map(({ text }) => text), purposeStatement: some(purpose.map(statement)),
    populationCoverage: Object.assign({}, ...population) as LangText, populationCoverageText: some(population.flatMap((text) => Object.entries(text).map(([lang, value]) => (lang === 'und' ? { text: value } : { text: value, lang })))),
    legalBasis: bases.flatMap(({ iri }) => iri ?? []), legalBasisNode: some(bases.map((one) => defined<{ iri?: string; description?: LangText; source?: readonly string[] }>(one))),
    activity: activities.flatMap(({ type }) => type ?? []), activityNode: some(activities.map((one) => defined<{ iri?: string; type?: readonly string[]; label?: LangText }>(one))),
    quality: valuesOf(library, 'quality'), qualityAnnotation: some(annotations(library)),
  };
};

const figures = (library: Library) => {
  const age = library.useContext?.find((one) => one.code.code === 'age')?.valueRange;
  return {
    minTypicalAge: age?.low?.value, maxTypicalAge: age?.high?.value, numberOfRecords: numberIn(library, 'records'), numberOfUniqueIndividuals: numberIn(library, 'individuals'),
    hasStructuredData: extensionsOf(library, 'structured-data')[0]?.valueBoolean, temporalResolution: valuesOf(library, 'temporal-resolution')[0], spatialResolution: valuesOf(library, 'spatial-resolution')[0],
    temporal: [...(library.effectivePeriod === undefined ? [] : [periodOf(library.effectivePeriod)]), ...periods(library, 'temporal')], retentionPeriod: periods(library, 'retention-period')[0],
  };
};

const distributionKinds = new Set(['distribution', 'sample', 'analytics']);

/** The record of a Library as this project writes it, exactly: what `toLibrary` carries comes back. Foreign Libraries go through `libraryToDcat`.
 *  @see catalogue.md §4.2, §4.4 */
export const libraryToRecord = (library: Library, organizations: Organizations): DatasetRecord => {
  const main = library.language ?? 'und';
  const subtitle = textOf(library.subtitle, elementOf(library, 'subtitle'), main);
  const creators = (library.author ?? []).map((author) => agentIn(author, 'organization', organizations)).filter((agent) => agent !== undefined);
  const custodian = agentIn(library, 'custodian', organizations);
  return defined<DatasetRecord>({
    iri: library.url ?? `urn:uuid:${library.id ?? ''}`, kind: library.meta?.tag?.some((tag) => tag.code === 'series') === true ? 'series' : 'dataset',
    identifier: (library.identifier ?? []).filter((one) => one.use !== 'secondary').flatMap((one) => one.value ?? []),
    otherIdentifier: (library.identifier ?? []).filter((one) => one.use === 'secondary').map((one) => ({ notation: one.value ?? '', ...(one.assigner?.display === undefined ? {} : { agency: one.assigner.display }) })),
    title: textOf(library.title, elementOf(library, 'title'), main) ?? {}, description: textOf(library.description, elementOf(library, 'description'), main) ?? {},
    alternative: [...(subtitle === undefined ? [] : [subtitle]), ...textsIn(library, 'alternative', main).map(({ text }) => text)], keyword: keywordsOf(library, main),
    ...classification(library), ...statements(library, main), ...figures(library),
    publisher: agentIn(library, 'publisher', organizations), hdab: agentIn(library, 'hdab', organizations), hdabCoordinator: agentIn(library, 'hdab-coordinator', organizations), custodian, creator: creators,
    contactPoint: contactsOf(library, main), variables: [],
    landingPage: artifacts(library, dcat.landingPage), page: artifacts(library, foaf.page), relation: artifacts(library, dct.relation),
    isReferencedBy: artifacts(library, dct.isReferencedBy), source: artifacts(library, dct.source), hasVersion: some(artifacts(library, dcat.hasVersion)),
    version: library.version, versionNotes: textIn(library, 'version-notes', main), issued: valuesOf(library, 'issued')[0], modified: library.date ?? valuesOf(library, 'modified')[0],
    distribution: (library.content ?? []).filter((one) => distributionKinds.has(valuesOf(one, 'content-kind')[0] ?? 'distribution')).map((one) => distributionOf(one, main)),
    trustedHolder: custodian?.trustedHolder ?? false,
  });
};
