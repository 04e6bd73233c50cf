import { scheme } from '../../../core/vocabulary/authority.ts';
import { vocabularyOfScheme } from '../../../mappings/vocabularies/index.ts';
import { phrase, pick, randomOf } from './words.ts';

const iris = (list: string): readonly string[] => (vocabularyOfScheme(list)?.concepts ?? []).filter((one) => one.group !== true).map((one) => one.iri);
export const lists = {
  theme: iris(scheme.healthTheme), category: iris(scheme.healthCategory), coding: iris(scheme.codingSystem), standard: iris(scheme.standard), type: iris(scheme.datasetType), publisherType: iris(scheme.publisherType),
  activity: iris(scheme.healthActivity), language: iris(scheme.language), country: iris(scheme.country).slice(0, 60), format: iris(scheme.fileType).slice(0, 40), personal: iris(scheme.personalData), frequency: iris(scheme.frequency),
};
const levels = ['PUBLIC', 'RESTRICTED', 'NON_PUBLIC'];

const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix h: <http://healthdataportal.eu/ns/health#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix cv: <http://data.europa.eu/m8g/> . @prefix geo: <http://data.europa.eu/930/> . @prefix ap: <http://data.europa.eu/r5r/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix csvw: <http://www.w3.org/ns/csvw#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix adms: <http://www.w3.org/ns/adms#> . @prefix dpv: <https://w3id.org/dpv#> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
`;
const law = '<http://data.europa.eu/eli/reg/2025/327/oj>';

const agent = (property: string, n: number, name: string, type: string): string =>
  `${property} <https://org.example/agent/${n}> . <https://org.example/agent/${n}> a foaf:Agent ; foaf:name "${name} ${n}"@en ; dct:type <${type}> ; cv:contactPoint <https://org.example/agent/${n}#contact> . <https://org.example/agent/${n}#contact> a cv:ContactPoint ; cv:email "office${n}@org.example" ; cv:contactPage <https://org.example/contact/${n}> .`;

/** One realistic HealthDCAT-AP description in Turtle with subjects of its own, about 200 statements; one in five has variables. `revision` changes its text. */
export const turtleRecord = (n: number, revision = 0): string => {
  const random = randomOf(n * 7919 + 17);
  const iri = `https://holder.example/dataset/${n}`;
  const country = pick(random, lists.country);
  const texts = { title: phrase(random, 6), description: phrase(random, 70), french: phrase(random, 60) };
  const variables = n % 5 === 0 ? Array.from({ length: 12 }, (_, at) => `<${iri}/variable/${at}>`) : [];
  const distributions = Array.from({ length: 2 + (n % 2) }, (_, at) => `<${iri}/distribution/${at}>`);
  return `${prefixes}
<${iri}> a dcat:Dataset ; dct:identifier "${iri}" ; dct:title "${texts.title} ${n}"@en, "${phrase(random, 6)} ${n}"@fr ; dct:description "${texts.description}${revision === 0 ? '' : ` revision ${revision}`}"@en, "${texts.french}"@fr ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/${levels[n % 3]}> ; ap:applicableLegislation ${law} ; dcat:theme <http://publications.europa.eu/resource/authority/data-theme/HEAL> ;
  h:healthCategory <${pick(random, lists.category)}> ; h:healthTheme <${pick(random, lists.theme)}>, <${pick(random, lists.theme)}> ; dct:type <${pick(random, lists.type)}> ;
  dcat:keyword ${Array.from({ length: 5 }, () => `"${phrase(random, 1 + Math.floor(random() * 2))}"@en`).join(', ')}, ${Array.from({ length: 3 }, () => `"${phrase(random, 1)}"@fr`).join(', ')} ;
  h:hasCodingSystem <${pick(random, lists.coding)}> ; h:hasCodeValues "${'ABCDEFGHIJ'[n % 10]}${10 + (n % 89)}.${n % 9}" ; dct:conformsTo <${pick(random, lists.standard)}> ; dct:language <${pick(random, lists.language)}> ; dct:accrualPeriodicity <${pick(random, lists.frequency)}> ;
  dct:spatial <${country}> ; h:hasStructuredData ${variables.length > 0} ; h:numberOfRecords "${1000 + n * 13}"^^xsd:nonNegativeInteger ; h:numberOfUniqueIndividuals "${500 + n * 7}"^^xsd:nonNegativeInteger ;
  h:minTypicalAge "${n % 60}"^^xsd:nonNegativeInteger ; h:maxTypicalAge "${60 + (n % 60)}"^^xsd:nonNegativeInteger ; h:populationCoverage "${phrase(random, 12)}"@en ;
  dct:temporal <${iri}#period> ; h:retentionPeriod <${iri}#retention> ; dpv:hasPersonalData <${pick(random, lists.personal)}> ; dpv:hasLegalBasis <https://w3id.org/dpv/legal/eu/gdpr#A6-1-e> ; dpv:hasPurpose <${iri}#purpose> ;
  dct:provenance <${iri}#provenance> ; prov:wasGeneratedBy <${iri}#activity> ; dcat:contactPoint <${iri}#contact> ; dct:issued "20${10 + (n % 15)}-03-31"^^xsd:date ; dct:modified "20${20 + (n % 6)}-0${1 + (n % 9)}-15"^^xsd:date ;
  dcat:landingPage <${iri}/page> ; adms:identifier <${iri}#other> ; dcat:version "1.${n % 10}" ; dcat:distribution ${distributions.join(', ')} .
<${iri}#period> a dct:PeriodOfTime ; dcat:startDate "${1990 + (n % 25)}-01-01"^^xsd:date ; dcat:endDate "${2016 + (n % 9)}-12-31"^^xsd:date . <${iri}#retention> a dct:PeriodOfTime ; dcat:startDate "2024-01-01"^^xsd:date ; dcat:endDate "2044-12-31"^^xsd:date .
<${iri}#purpose> a dpv:Purpose ; <http://purl.org/dc/terms/description> "${phrase(random, 8)}"@en . <${iri}#provenance> a dct:ProvenanceStatement ; rdfs:label "${phrase(random, 25)}"@en .
<${iri}#activity> a prov:Activity ; dct:type <${pick(random, lists.activity)}> ; rdfs:label "${phrase(random, 3)}"@en . <${iri}#contact> a vcard:Kind ; vcard:fn "Data desk ${n % 500}" ; vcard:hasEmail <mailto:desk${n % 500}@holder.example> ; vcard:hasURL <https://holder.example/desk/${n % 500}> .
<${iri}#other> a adms:Identifier ; <http://www.w3.org/2004/02/skos/core#notation> "REG-${n}" . ${law} a eli:LegalResource . <${iri}/page> a foaf:Document . <${country}> a dct:Location .
<${iri}> ${agent('dct:publisher', n % 300, 'Institute', pick(random, lists.publisherType))} <${iri}> ${agent('geo:custodian', 1000 + (n % 700), 'Holder', pick(random, lists.publisherType))} <${iri}> ${agent('h:hdab', 5000 + (n % 27), 'Health data access body', pick(random, lists.publisherType))}
${distributions.map((one, at) => `${one} a dcat:Distribution ; dct:title "${phrase(random, 3)}"@en ; dct:description "${phrase(random, 10)}"@en ; dcat:accessURL <${iri}/access/${at}> ; ap:applicableLegislation ${law} ; dct:format <${pick(random, lists.format)}> ; dcat:byteSize "${1000 * (n + at)}"^^xsd:nonNegativeInteger ; dct:license <http://creativecommons.org/licenses/by/4.0/> ; dct:rights [ a dct:RightsStatement ; rdfs:label "${phrase(random, 5)}"@en ] .`).join('\n')}
${variables.length === 0 ? '' : `<${iri}> h:hasVariables <${iri}#tables> . <${iri}#tables> a csvw:TableGroup ; dct:title "Tables"@en ; csvw:table <${iri}#table> . <${iri}#table> a csvw:Table ; dct:title "${phrase(random, 2)}"@en ; csvw:column ${variables.join(', ')} .
${variables.map((one, at) => `${one} a csvw:Column ; csvw:name "${phrase(random, 1)}_${at}" ; csvw:title "${phrase(random, 3)}"@en ; dct:description "${phrase(random, 8)}"@en ; csvw:datatype "string" .`).join('\n')}`}
`;
};
