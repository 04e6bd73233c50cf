import n3 from 'n3';
import { systemClock } from '../../core/clock.ts';
import type { Finding } from '../../core/catalogue/finding.ts';
import { splitDescriptions } from '../../mappings/dcat-to-dataset/split.ts';
import { toRecord } from '../../mappings/dcat-to-dataset/to-record.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { labelOf } from '../../mappings/vocabularies/index.ts';
import { createCatalogue } from '../../node/catalogue/catalogue.ts';
import { createDescribe } from '../../node/catalogue/describe.ts';
import { createFreshness } from '../../node/catalogue/freshness.ts';
import { createIngest } from '../../node/catalogue/ingest.ts';
import type { IngestOptions, IngestResult } from '../../node/catalogue/ingest-types.ts';
import type { CataloguePartner } from '../../node/catalogue/ports.ts';
import { searchConcepts } from '../../node/catalogue/search/search-concepts.ts';
import { inTransaction } from '../../node/storage/db.ts';
import { openTestDatabase } from '../support/database.ts';

export const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix health: <http://healthdataportal.eu/ns/health#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix cv: <http://data.europa.eu/m8g/> . @prefix geodcat: <http://data.europa.eu/930/> . @prefix dcatap: <http://data.europa.eu/r5r/> .
@prefix hd: <https://hdeu-dcat.data.health.europa.eu/resource/authority/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix csvw: <http://www.w3.org/ns/csvw#> .
`;

export type DatasetText = {
  readonly iri: string; readonly identifier?: string; readonly title: Readonly<Record<string, string>>; readonly description?: Readonly<Record<string, string>>; readonly keyword?: Readonly<Record<string, string>>;
  readonly theme?: string; readonly category?: string; readonly holder?: string; readonly codes?: readonly string[]; readonly individuals?: number; readonly variables?: readonly string[]; readonly more?: string;
};

const lits = (text: Readonly<Record<string, string>>): string => Object.entries(text).map(([lang, value]) => `${JSON.stringify(value)}@${lang}`).join(', ');

/** A small description in Turtle; only the stated fields matter to a test. */
export const turtleOf = (d: DatasetText): string => `${prefixes}
<${d.iri}> a dcat:Dataset ; dct:title ${lits(d.title)} ; dct:identifier ${JSON.stringify(d.identifier ?? d.iri)} ; dct:description ${lits(d.description ?? { en: 'A description of some length for a test.' })} ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC> ;
  ${d.keyword === undefined ? '' : `dcat:keyword ${lits(d.keyword)} ;`}
  ${d.theme === undefined ? '' : `health:healthTheme <https://hdeu-dcat.data.health.europa.eu/resource/authority/health-theme/${d.theme}> ;`}
  ${d.category === undefined ? '' : `health:healthCategory <https://hdeu-dcat.data.health.europa.eu/resource/authority/healthcategories/${d.category}> ;`}
  ${(d.codes ?? []).map((code) => `health:hasCodeValues ${JSON.stringify(code)} ;`).join(' ')}
  ${d.individuals === undefined ? '' : `health:numberOfUniqueIndividuals ${JSON.stringify(String(d.individuals))}^^xsd:nonNegativeInteger ;`}
  ${(d.variables ?? []).length === 0 ? '' : `health:hasStructuredData true ; health:hasVariables [ a csvw:TableGroup ; dct:title "Tables" ; csvw:table [ a csvw:Table ; dct:title "Table" ; ${(d.variables ?? []).map((name) => `csvw:column [ a csvw:Column ; csvw:name ${JSON.stringify(name)} ; csvw:title ${JSON.stringify(name)} ; dct:description "About ${name}" ; csvw:datatype "string" ]`).join(' ; ')} ] ] ;`}
  geodcat:custodian [ a foaf:Agent ; foaf:name ${JSON.stringify(d.holder ?? 'Holder')}@en ; cv:contactPoint [ a cv:ContactPoint ; cv:email "data@holder.example" ] ] ; ${d.more ?? ''} dcat:theme <http://publications.europa.eu/resource/authority/data-theme/HEAL> .
`;

export const descriptionsOf = (turtle: string): readonly Description[] => splitDescriptions(new n3.Parser().parse(turtle));
export const describeOne = (d: DatasetText): Description => {
  const [one] = descriptionsOf(turtleOf(d));
  if (one === undefined) throw new Error('no dataset in the test text');
  return one;
};

export type TestCatalogue = Awaited<ReturnType<typeof openTestCatalogue>>;

/** A catalogue over a fresh database. `findings` lets a test say what the validation finds; the real validation has tests of its own. */
export const openTestCatalogue = async (options: { node?: string; publicUrl?: string; partners?: readonly CataloguePartner[]; findings?: (description: Description) => readonly Finding[]; everyMs?: number } = {}) => {
  const open = await openTestDatabase();
  const node = options.node ?? 'FR';
  const publicUrl = options.publicUrl ?? `https://${node.toLowerCase()}.example`;
  const partners = () => options.partners ?? [];
  const describe = createDescribe({ base: publicUrl, validate: options.findings ?? (() => []) });
  const ingest = createIngest<never>({ clock: systemClock, node: { id: node, country: node }, publicUrl, normalise: (description) => ({ description, notes: [] }), toRecord, describe, countryOf: (id) => id.slice(0, 2) });
  const freshness = createFreshness({ db: open.db, clock: systemClock, everyMs: options.everyMs ?? 60_000, own: { id: node, name: { en: node } }, partners });
  const catalogue = createCatalogue({ db: open.db, clock: systemClock, identity: { url: publicUrl, name: { en: node }, node, country: node }, concepts: searchConcepts, labels: labelOf, freshness, countryOf: (id) => id.slice(0, 2) });
  const own = (description: Description, more: Partial<IngestOptions<never>> = {}): Promise<IngestResult> =>
    inTransaction(open.db, (tx) => ingest(tx, description, { origin: { kind: 'own', source: 'test' }, actor: 'source:test', ...more }));
  return { ...open, ingest, own, add: (d: DatasetText) => own(describeOne(d)), catalogue, publicUrl, node };
};
