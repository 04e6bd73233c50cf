import { accessRight, ianaMediaTypes } from '../../core/vocabulary/authority.ts';
import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { spdx } from '../../core/vocabulary/spdx.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { languageTag } from '../dcat-builder/languages.ts';
import { licenceIri } from '../dcat-builder/licences.ts';
import type { Mapped, RecordProblem } from '../dcat-builder/mapped.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { buildNode, dated } from '../dcat-builder/node-builder.ts';
import { addPerson, doiOf } from '../dcat-builder/people.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { absoluteIri, fieldsOf, given, httpIri, listOf } from '../dcat-builder/values.ts';

export type ZenodoOptions = {
  /** DOI of a `.zenodo.json` file, which holds none itself. */
  readonly doi?: string | undefined;
};

const objects = (item: Fields, field: string): readonly Fields[] => listOf(item[field]).map(fieldsOf).filter((one) => one !== undefined);

const levels: Readonly<Record<string, string>> = { open: accessRight.PUBLIC, embargoed: accessRight.RESTRICTED, restricted: accessRight.RESTRICTED, closed: accessRight.NON_PUBLIC };

const relations: Readonly<Record<string, string>> = {
  isdocumentedby: foaf.page, isdescribedby: foaf.page, iscitedby: dct.isReferencedBy, isreferencedby: dct.isReferencedBy, isderivedfrom: dct.source, issupplementto: dct.relation,
};

const addRelated = (node: NodeBuilder, meta: Fields): void => {
  for (const related of objects(meta, 'related_identifiers')) {
    const property = relations[(given(related['relation']) ?? '').toLowerCase()] ?? dct.relation;
    const doi = doiOf(related['identifier']);
    node.link(property, httpIri(related['identifier']) ?? (doi === undefined ? related['identifier'] : `https://doi.org/${doi}`), property === foaf.page ? foaf.Document : undefined);
  }
};

const day = (value: unknown): string | undefined => given(value)?.slice(0, 10);

/** Collected or valid from … to. A moment that is also the upload is no coverage but the date of issue. */
const addDates = (node: NodeBuilder, meta: Fields): void => {
  const issued = given(meta['publication_date']);
  dated(node, dct.issued, issued);
  for (const date of objects(meta, 'dates')) {
    const [start, end] = [given(date['start']), given(date['end'])];
    const moment = start === end && day(start) === day(issued);
    if (!/^(collected|valid)$/i.test(given(date['type']) ?? '') || moment || (start ?? end) === undefined) continue;
    const period = node.node(dct.temporal, dct.PeriodOfTime);
    dated(period, dcat.startDate, start);
    dated(period, dcat.endDate, end);
  }
};

const addFile = (node: NodeBuilder, file: Fields, landing: string | undefined): NodeBuilder => {
  const links = fieldsOf(file['links']);
  const built = node.node(dcat.distribution, dcat.Distribution).text(dct.title, file['key'] ?? file['filename']);
  built.link(dcat.accessURL, landing ?? links?.['self']).link(dcat.downloadURL, httpIri(links?.['self'] ?? links?.['download'])).typed(dcat.byteSize, file['size'] ?? file['filesize'], xsd.nonNegativeInteger);
  const [algorithm, value] = (given(file['checksum']) ?? '').split(':');
  if (value !== undefined) built.node(spdx.checksum, spdx.Checksum).link(spdx.algorithm, algorithm === 'md5' ? spdx.checksumAlgorithm_md5 : `http://spdx.org/rdf/terms#checksumAlgorithm_${algorithm}`).typed(spdx.checksumValue, value, xsd.hexBinary);
  const type = given(file['mimetype'] ?? file['type']);
  if (type?.includes('/') === true) built.link(dcat.mediaType, ianaMediaTypes + type, dct.MediaType);
  return built;
};

const addDistributions = (node: NodeBuilder, record: Fields, meta: Fields, landing: string | undefined): void => {
  const files = objects(record, 'files');
  const built = files.length > 0 ? files.map((file) => addFile(node, file, landing)) : [node.node(dcat.distribution, dcat.Distribution).link(dcat.accessURL, landing)];
  const licence = licenceIri(fieldsOf(meta['license'])?.['id'] ?? meta['license']);
  for (const distribution of built) distribution.link(dct.license, licence, dct.LicenseDocument);
};

const addPeople = (node: NodeBuilder, meta: Fields): void => {
  for (const creator of objects(meta, 'creators')) addPerson(node, dct.creator, creator['name'], creator['orcid']);
  for (const contributor of objects(meta, 'contributors')) {
    const attribution = node.node(prov.qualifiedAttribution, prov.Attribution);
    addPerson(attribution, prov.agent, contributor['name'], contributor['orcid']);
    attribution.text(dcat.hadRole, contributor['type']);
  }
};

const typeOf = (meta: Fields): string | undefined => given(meta['upload_type']) ?? given(fieldsOf(meta['resource_type'])?.['type']);

/** One record of Zenodo's API, or the content of a `.zenodo.json` file. Only datasets pass; a file without a DOI waits for one.
 *  @see catalogue.md §3.4 */
export const zenodoToDcat = (value: Fields, options: ZenodoOptions): Mapped => {
  const meta = fieldsOf(value['metadata']) ?? value;
  const name = given(meta['title']) ?? 'Zenodo record';
  const refuse = (code: string, detail: string, severity: RecordProblem['severity'] = 'refused'): Mapped => ({ descriptions: [], problems: [{ code, severity, record: name, detail }] });
  const type = typeOf(meta);
  if (type !== 'dataset') return refuse('not-a-dataset', `"${name}" is a ${type ?? 'record without type'}, not a dataset: skipped.`);
  const doi = doiOf(value['doi']) ?? doiOf(meta['doi']) ?? doiOf(options.doi);
  const landing = httpIri(fieldsOf(value['links'])?.['self_html']) ?? (doi === undefined ? undefined : `https://doi.org/${doi}`);
  if (doi === undefined) return refuse('no-identifier', `"${name}" has no DOI: a .zenodo.json file holds none. Give it in the settings of the source: options {"doi": "10.5281/zenodo.…"}.`);
  const { node, quads } = buildNode(`https://doi.org/${doi}`);
  node.type(dcat.Dataset).text(dct.identifier, `https://doi.org/${doi}`).link(dcat.landingPage, landing, foaf.Document);
  for (const other of [doiOf(value['conceptdoi']), given(value['id'])]) if (other !== undefined) node.node(adms.identifier, adms.Identifier).text(skos.notation, other);
  const language = languageTag(meta['language']);
  node.text(dct.title, meta['title'], language).text(dct.description, meta['description'], language).link(dct.language, meta['language'], dct.LinguisticSystem);
  // keywords and subjects mix languages: they get no tag
  for (const keyword of listOf(meta['keywords'])) node.text(dcat.keyword, keyword);
  for (const subject of objects(meta, 'subjects')) {
    node.text(dcat.keyword, subject['term']);
    if (absoluteIri(subject['identifier']) !== undefined) node.link(dct.subject, subject['identifier'], skos.Concept);
  }
  node.text(dcat.version, meta['version']).link(dct.accessRights, levels[given(meta['access_right']) ?? ''] ?? meta['access_right'], dct.RightsStatement);
  addPeople(node, meta);
  addDates(node, meta);
  dated(node, dct.modified, given(value['modified'] ?? value['updated']));
  addRelated(node, meta);
  addDistributions(node, value, meta, landing);
  return { descriptions: [{ iri: `https://doi.org/${doi}`, quads }], problems: [] };
};
