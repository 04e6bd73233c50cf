import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { languageTag } from '../dcat-builder/languages.ts';
import { licenceIri } from '../dcat-builder/licences.ts';
import type { Mapped } from '../dcat-builder/mapped.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { buildNode } from '../dcat-builder/node-builder.ts';
import { addPerson, doiOf } from '../dcat-builder/people.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { absoluteIri, fieldsOf, given, httpIri, listOf } from '../dcat-builder/values.ts';

export type Nfdi4healthOptions = {
  /** Put before the resource's number to make its address; the health study hub's by default. */
  readonly prefix?: string | undefined;
};

const hub = 'https://csh.nfdi4health.de/resource/';
const taken = /^(dataset|study|substudy\/data collection event|substudy|data collection event|registry|secondary data source)/i;

const objects = (item: Fields | undefined, field: string): readonly Fields[] => listOf(item?.[field]).map(fieldsOf).filter((one) => one !== undefined);

const addTexts = (node: NodeBuilder, resource: Fields): void => {
  for (const title of objects(resource, 'titles')) node.text(dct.title, title['text'], languageTag(title['language']));
  for (const acronym of objects(resource, 'acronyms')) node.text(dct.alternative, acronym['text'], languageTag(acronym['language']));
  for (const text of objects(resource, 'descriptions')) node.text(dct.description, text['text'], languageTag(text['language']));
  for (const keyword of objects(resource, 'keywords')) {
    node.text(dcat.keyword, keyword['label'], languageTag(keyword['language']));
    // the code is kept beside the word: MeSH numbers stand alone, other codes are addresses
    const code = given(keyword['code']);
    const subject = absoluteIri(code) ?? (code !== undefined && /^[DC]\d{6,}$/.test(code) ? `http://id.nlm.nih.gov/mesh/${code}` : undefined);
    if (subject !== undefined) node.link(dct.subject, subject, skos.Concept);
  }
  for (const language of listOf(resource['languages'])) node.link(dct.language, languageTag(language) ?? language, dct.LinguisticSystem);
};

const addIdentifiers = (node: NodeBuilder, resource: Fields, iri: string): void => {
  node.text(dct.identifier, iri).node(adms.identifier, adms.Identifier).text(skos.notation, resource['identifier']);
  for (const id of objects(resource, 'ids')) {
    if (/doi/i.test(given(id['scheme']) ?? '')) node.node(adms.identifier, adms.Identifier).text(skos.notation, `https://doi.org/${doiOf(id['identifier']) ?? String(id['identifier'])}`).text(adms.schemaAgency, 'DOI');
    else if (/url/i.test(given(id['scheme']) ?? '')) node.link(dct.relation, id['identifier']);
  }
};

const fullName = (person: Fields): string => [given(person['familyName']), given(person['givenName'])].filter(Boolean).join(', ');

const addContributor = (node: NodeBuilder, contributor: Fields): void => {
  const person = fieldsOf(contributor['personal']);
  const body = fieldsOf(contributor['organisational']) ?? fieldsOf(contributor['organizational']);
  const name = person === undefined ? (given(body?.['name']) ?? given(contributor['name'])) : fullName(person);
  const role = given(person?.['type'] ?? body?.['type'] ?? contributor['type']) ?? '';
  const orcid = objects(person, 'identifiers').find((one) => one['scheme'] === 'ORCID')?.['identifier'];
  if (name === undefined || name === '') return;
  if (/creator|author/i.test(role)) return void addPerson(node, dct.creator, name, orcid);
  if (/contact/i.test(role)) {
    const mail = given(contributor['email'] ?? person?.['email'] ?? body?.['email']);
    const kind = node.node(dcat.contactPoint, vcard.Kind).text(vcard.fn, name);
    if (mail !== undefined) kind.link(vcard.hasEmail, `mailto:${mail}`);
    return;
  }
  if (/publisher/i.test(role)) return void node.node(dct.publisher, foaf.Agent).text(foaf.name, name);
  const attribution = node.node(prov.qualifiedAttribution, prov.Attribution).text(dcat.hadRole, role);
  addPerson(attribution, prov.agent, name, orcid);
};

/** Population, ages and counts of a study. The paths are those of the public schema; no study file was at hand to check them. */
const addDesign = (node: NodeBuilder, resource: Fields): void => {
  const design = fieldsOf(resource['studyDesign']) ?? fieldsOf(resource['design']);
  const eligibility = fieldsOf(design?.['eligibilityCriteria']);
  for (const [field, property] of [['ageMin', healthdcatap.minTypicalAge], ['ageMax', healthdcatap.maxTypicalAge]] as const) {
    const age = fieldsOf(eligibility?.[field]);
    if (age !== undefined && /year/i.test(given(age['timeUnit']) ?? 'years')) node.typed(property, age['number'], xsd.nonNegativeInteger);
  }
  node.typed(healthdcatap.numberOfUniqueIndividuals, design?.['obtainedSampleSize'] ?? design?.['targetSampleSize'], xsd.nonNegativeInteger);
  node.text(healthdcatap.populationCoverage, fieldsOf(design?.['population'])?.['description']);
};

const addAccess = (node: NodeBuilder, resource: Fields, landing: string | undefined): void => {
  const details = fieldsOf(resource['nonStudyDetails']);
  node.text(dcat.version, details?.['version']).link(dcat.landingPage, landing, foaf.Document);
  if (landing === undefined) return;
  node.node(dcat.distribution, dcat.Distribution).link(dcat.accessURL, landing).link(dct.license, licenceIri(fieldsOf(details?.['useRights'])?.['label']), dct.LicenseDocument);
};

/** One resource of the NFDI4Health study hub (everything under `resource`). Datasets and studies pass.
 *  @see catalogue.md §3.5 */
export const nfdi4healthToDcat = (value: Fields, options: Nfdi4healthOptions): Mapped => {
  const resource = fieldsOf(value['resource']) ?? value;
  const number = given(resource['identifier']);
  const name = given(objects(resource, 'titles')[0]?.['text']) ?? number ?? 'NFDI4Health resource';
  const type = given(fieldsOf(resource['classification'])?.['type']) ?? '';
  const refuse = (code: string, detail: string): Mapped => ({ descriptions: [], problems: [{ code, severity: 'refused', record: name, detail }] });
  if (!taken.test(type)) return refuse('not-a-dataset', `"${name}" is of type "${type}": only datasets and studies are taken.`);
  if (number === undefined) return refuse('no-identifier', `"${name}" has no identifier.`);
  const iri = absoluteIri(number) ?? `${options.prefix ?? hub}${encodeURIComponent(number)}`;
  const { node, quads } = buildNode(iri);
  node.type(dcat.Dataset);
  addIdentifiers(node, resource, iri);
  addTexts(node, resource);
  for (const contributor of objects(resource, 'contributors')) addContributor(node, contributor);
  const collection = given(listOf(resource['collection'])[0]);
  if (collection !== undefined && !quads.some((quad) => quad.predicate.value === dct.publisher)) node.node(dct.publisher, foaf.Agent).text(foaf.name, collection);
  addDesign(node, resource);
  addAccess(node, resource, httpIri(resource['webpage']));
  return { descriptions: [{ iri, quads }], problems: [] };
};
