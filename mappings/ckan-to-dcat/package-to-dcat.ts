import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { buildNode, dated } from '../dcat-builder/node-builder.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import type { Mapped, RecordProblem } from '../dcat-builder/mapped.ts';
import { mappingWarning } from '../dcat-builder/mapped.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { absoluteIri, given, listOf, translations } from '../dcat-builder/values.ts';
import { addAgents } from './agents.ts';
import { addCoverage } from './coverage.ts';
import type { CkanOptions, Note } from './fields.ts';
import { texts, values, withExtras } from './fields.ts';
import { frequencyIri } from './frequency.ts';
import { addHealth } from './health.ts';
import { addFurtherDistributions, addResources } from './resources.ts';
import { addPackageVariables } from './variables.ts';

/** IRI of the dataset: `uri`, else site + `/dataset/` + id (or name, in files made by hand). */
export const packageIri = (item: Fields, site: string): string | undefined => {
  const own = absoluteIri(item['uri']);
  if (own !== undefined) return own;
  const id = given(item['id']) ?? given(item['name']);
  return id === undefined ? undefined : `${site}/dataset/${encodeURIComponent(id)}`;
};

/** `private` or not `active`: not harvested; withdrawn when it was known before (catalogue.md §3.3, §6.5). */
export const isHidden = (item: Fields): boolean => item['private'] === true || (given(item['state']) ?? 'active') !== 'active';

const addIdentifiers = (node: NodeBuilder, item: Fields): void => {
  const id = given(item['id']);
  const main = given(item['identifier']) ?? given(item['guid']) ?? id;
  node.text(dct.identifier, main);
  const others = new Set([...values(item, 'alternate_identifier').map(given), id]);
  others.delete(main);
  for (const other of others) if (other !== undefined) node.node(adms.identifier, adms.Identifier).text(skos.notation, other);
};

const addKeywords = (node: NodeBuilder, item: Fields, language: string | undefined): void => {
  const translated = translations(item['tags_translated']);
  if (translated.length > 0) return translated.forEach(([lang, text]) => void node.text(dcat.keyword, text, lang));
  for (const tag of listOf(item['tags'])) node.text(dcat.keyword, typeof tag === 'string' ? tag : (tag as Fields)['name'], language);
};

/** Links only: what is no address was leaked by an older export (`n1049…b9`) and is dropped with a warning. */
const addLinks = (node: NodeBuilder, property: string, item: Fields, field: string, type: string | undefined, note: Note): void => {
  for (const value of values(item, field)) {
    if (absoluteIri(value) === undefined) note(field, value, 'is no address and was left out');
    else node.link(property, value, type);
  }
};

const addGeneral = (node: NodeBuilder, item: Fields, options: CkanOptions, note: Note): void => {
  texts(node, dct.title, item, 'title', options.language);
  texts(node, dct.description, item, 'notes', options.language);
  addKeywords(node, item, options.language);
  node.link(dcat.landingPage, item['url'], foaf.Document).text(dcat.version, item['version']);
  texts(node, adms.versionNotes, item, 'version_notes', options.language);
  dated(node, dct.issued, item['issued'] ?? item['metadata_created']);
  dated(node, dct.modified, item['modified'] ?? item['metadata_modified']);
  for (const theme of values(item, 'theme')) node.link(dcat.theme, theme, skos.Concept);
  node.link(dct.accrualPeriodicity, frequencyIri(item['frequency']), dct.Frequency);
  for (const language of values(item, 'language')) node.link(dct.language, language, dct.LinguisticSystem);
  for (const standard of values(item, 'conforms_to')) node.link(dct.conformsTo, standard, dct.Standard);
  addLinks(node, foaf.page, item, 'documentation', foaf.Document, note);
  addLinks(node, dct.isReferencedBy, item, 'is_referenced_by', undefined, note);
  addLinks(node, dct.type, item, 'dcat_type', skos.Concept, note);
  addLinks(node, dcat.hasVersion, item, 'has_version', undefined, note);
  addLinks(node, dct.source, item, 'source', undefined, note);
  addLinks(node, dct.relation, item, 'related_resource', undefined, note);
  addLinks(node, dcat.inSeries, item, 'in_series', dcat.DatasetSeries, note);
};

const addAccess = (node: NodeBuilder, item: Fields, language: string | undefined): void => {
  const rights = item['access_rights'];
  if (absoluteIri(rights) !== undefined) node.link(dct.accessRights, rights, dct.RightsStatement);
  else if (given(rights) !== undefined) node.node(dct.accessRights, dct.RightsStatement).text(rdfs.label, rights, language);
  if (item['provenance'] !== undefined) texts(node.node(dct.provenance, dct.ProvenanceStatement), rdfs.label, item, 'provenance', language);
};

/** One CKAN package as a description. Hidden packages are the caller's matter (`isHidden`).
 *  @returns no description and one problem when the package has no id, or is not a dataset
 *  @see catalogue.md §3.3; ckan/ckanext-dcat for the meaning of the fields */
export const packageToDcat = (raw: Fields, options: CkanOptions): Mapped => {
  const item = withExtras(raw);
  const iri = packageIri(item, options.site);
  const refuse = (code: string, detail: string): Mapped => ({ descriptions: [], problems: [{ code, severity: 'refused', record: iri ?? given(item['title']) ?? '(package without id)', detail }] });
  if (iri === undefined) return refuse('no-identifier', 'the package has neither uri, id nor name: CKAN always gives an id, so this is not a package of its API');
  const kind = given(item['type']) ?? 'dataset';
  if (kind !== 'dataset') return refuse('not-a-dataset', `the package is of type "${kind}", only datasets are taken`);
  const problems: RecordProblem[] = [];
  const note: Note = (field, value, why) => problems.push(mappingWarning(iri, field, value, `CKAN field ${field}: ${why}`));
  const { node, quads } = buildNode(iri);
  node.type(dcat.Dataset);
  addIdentifiers(node, item);
  addGeneral(node, item, options, note);
  addAccess(node, item, options.language);
  addAgents(node, item, options, note);
  addHealth(node, item, options);
  addCoverage(node, item);
  addFurtherDistributions(node, healthdcatap.analytics, item, 'analytics', options);
  addFurtherDistributions(node, adms.sample, item, 'sample', options);
  addResources(node, item, options);
  addPackageVariables(node, item, options.language);
  return { descriptions: [{ iri, quads }], problems };
};
