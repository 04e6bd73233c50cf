import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { adms } from '../../core/vocabulary/adms.ts';
import { cv } from '../../core/vocabulary/cv.ts';
import { dpv } from '../../core/vocabulary/dpv.ts';
import { dqv } from '../../core/vocabulary/dqv.ts';
import { eli } from '../../core/vocabulary/eli.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { geodcatap } from '../../core/vocabulary/geodcatap.ts';
import { oa } from '../../core/vocabulary/oa.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import { ianaMediaTypes } from '../../core/vocabulary/authority.ts';
import { iriOfCurie } from '../../core/vocabulary/prefixes.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { conceptNamed } from '../dcat-builder/labels.ts';
import { licenceIri } from '../dcat-builder/licences.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { dated } from '../dcat-builder/node-builder.ts';
import { absoluteIri, httpIri } from '../dcat-builder/values.ts';
import type { CellRule } from './properties.ts';
import type { Entry } from './template.ts';

export type CellContext = {
  readonly language: string | undefined;
  readonly lookUp: (list: string, text: string) => string | undefined;
  readonly warn: (entry: Entry, why: string) => void;
};

/** `Text @fr` → text and tag; without a tag the language of the source. */
const tagged = (value: string, language: string | undefined): readonly [string, string | undefined] => {
  const found = /^(.*\S)\s*@([a-z]{2,3}(?:-[A-Za-z0-9]+)*)$/s.exec(value);
  return found === null ? [value, language] : [found[1] ?? '', found[2]];
};

/** Several values in one cell: one a line, or separated by `;`. */
export const split = (value: string, separators = /[\n;]/): readonly string[] => value.split(separators).map((part) => part.trim()).filter((part) => part !== '');

const firstIri = (value: string): string | undefined => httpIri(/https?:\/\/[^\s<>"|,;]+/.exec(value)?.[0]);
const withoutIri = (value: string): string => value.replace(/https?:\/\/[^\s<>"|,;]+/, '').replace(/^[\s|,:–-]+|[\s|,:–-]+$/g, '');
const mailIn = (value: string): string | undefined => /[^\s<>,;|]+@[^\s<>,;|]+\.[^\s<>,;|]+/.exec(value)?.[0]?.replace(/^mailto:/, '');

/** A date in the template's forms: `2024-03-31`, `2024-03-31 10-15-00`, an Excel date (already ISO), an Excel serial number. */
export const cellDate = (value: string): string => {
  const clock = /^(\d{4}-\d{2}-\d{2})[ T](\d{2})[-:](\d{2})[-:](\d{2})$/.exec(value);
  if (clock !== null) return `${clock[1]}T${clock[2]}:${clock[3]}:${clock[4]}`;
  if (/^\d{5}(\.\d+)?$/.test(value)) return new Date(Date.UTC(1899, 11, 30) + Math.round(Number(value)) * 86_400_000).toISOString().slice(0, 10);
  return value;
};

const addAgent = (node: NodeBuilder, property: string, value: string, language: string | undefined): void => {
  const page = firstIri(value);
  const mail = mailIn(value);
  const name = withoutIri(mail === undefined ? value : value.replace(mail, ''));
  const agent = node.node(property, foaf.Agent);
  if (name !== '') agent.text(foaf.name, ...tagged(name, language));
  agent.link(foaf.homepage, page, foaf.Document);
  if (page !== undefined || mail !== undefined) agent.node(cv.contactPoint, cv.ContactPoint).text(cv.email, mail).link(cv.contactPage, page, foaf.Document);
};

const addPeriod = (node: NodeBuilder, property: string, value: string): void => {
  const [start, end] = value.split(/\s*[,;/\n]\s*|\s+(?:bis|to|–)\s+/).map((part) => cellDate(part.trim()));
  const period = node.node(property, dct.PeriodOfTime);
  dated(period, dcat.startDate, start);
  dated(period, dcat.endDate, end);
};

const addReason = (node: NodeBuilder, property: string, value: string, language: string | undefined): void => {
  const type = property === dpv.hasPurpose ? dpv.Purpose : dpv.LegalBasis;
  const iri = firstIri(value);
  const text = withoutIri(value);
  if (iri !== undefined && (text === '' || property === dpv.hasPurpose)) return void node.link(property, iri, type);
  const built = node.node(property, type).text(dct.description, ...tagged(text === '' ? value : text, language));
  built.link(dct.source, iri);
};

const addContact = (node: NodeBuilder, value: string, language: string | undefined): void => {
  const mail = mailIn(value);
  const kind = node.node(dcat.contactPoint, vcard.Kind);
  const name = withoutIri(mail === undefined ? value : value.replace(mail, ''));
  if (name !== '') kind.text(vcard.fn, ...tagged(name, language));
  if (mail !== undefined) kind.link(vcard.hasEmail, `mailto:${mail}`);
  kind.link(vcard.hasURL, firstIri(value));
};

const addConcept = (node: NodeBuilder, property: string, rule: CellRule, entry: Entry, value: string, context: CellContext): void => {
  const iri = absoluteIri(value) ?? context.lookUp(rule.list ?? '', value);
  if (iri === undefined) context.warn(entry, `"${value}" is neither a code nor a label of the list ${rule.list ?? ''}: kept as text`);
  node.link(property, iri ?? value, rule.type === undefined ? undefined : iriOfCurie(rule.type));
};

/** Writes one filled cell as statements about `node`. */
export const writeCell = (node: NodeBuilder, property: string, rule: CellRule, entry: Entry, context: CellContext): void => {
  const { value } = entry;
  const { language } = context;
  const type = rule.type === undefined ? undefined : iriOfCurie(rule.type);
  const each = (write: (part: string) => void, separators?: RegExp): void => split(value, separators).forEach(write);
  switch (rule.kind) {
    case 'text':
      return void node.text(property, ...tagged(value, language));
    case 'words':
      return each((part) => void (property === dcat.keyword ? node.text(property, ...tagged(part, language)) : node.text(property, part)), /[\n;,]/);
    case 'identifier':
      return each((part) => void node.text(property, part));
    case 'other-identifier':
      return each((part) => void node.node(adms.identifier, adms.Identifier).text(skos.notation, part));
    case 'statement':
      return void node.node(property, property === prov.wasGeneratedBy ? prov.Activity : dct.ProvenanceStatement).text(rdfs.label, ...tagged(value, language));
    case 'rights':
      return absoluteIri(value) === undefined ? void node.node(property, dct.RightsStatement).text(rdfs.label, ...tagged(value, language)) : void node.link(property, value, dct.RightsStatement);
    case 'concept':
      return each((part) => addConcept(node, property, rule, entry, part, context));
    case 'personal-data':
      return each((part) => void node.link(property, absoluteIri(part.replace(/^(?:dpv-)?pd:/, 'https://w3id.org/dpv/dpv-pd#')) ?? conceptNamed('personal-data', part) ?? part, dpv.PersonalData));
    case 'agent':
      return addAgent(node, property, value, language);
    case 'custodian':
      context.warn(entry, 'geodcat:maintainer was read as the custodian, the health data holder: confirm it');
      return addAgent(node, geodcatap.custodian, value, language);
    case 'attribution':
      return addAgent(node.node(prov.qualifiedAttribution, prov.Attribution).link(dcat.hadRole, property === prov.qualifiedAttribution ? undefined : property), prov.agent, value, language);
    case 'publisher-note':
    case 'publisher-type':
      return void node.text(property, ...tagged(value, language));
    case 'period':
      return addPeriod(node, property, value);
    case 'date':
      return void dated(node, property, cellDate(value));
    case 'count':
      return void node.typed(property, value.replace(/[\s.']/g, ''), xsd.nonNegativeInteger);
    case 'decimal':
      return void node.typed(property, value.replace(',', '.'), xsd.decimal);
    case 'duration':
      return void node.typed(property, value, xsd.duration);
    case 'boolean':
      return void node.typed(property, /^(true|ja|yes|oui|1|wahr|vrai)$/i.test(value) ? 'true' : /^(false|nein|no|non|0|falsch|faux)$/i.test(value) ? 'false' : value, xsd.boolean);
    case 'law':
      return each((part) => void node.link(property, firstIri(part) ?? part, eli.LegalResource), /\n/);
    case 'reason':
      return each((part) => addReason(node, property, part, language), /\n/);
    case 'contact':
      return addContact(node, value, language);
    case 'quality':
      return void node.node(property, dqv.QualityCertificate).link(oa.hasTarget, node.term.value).link(oa.hasBody, firstIri(value) ?? value).link(oa.motivatedBy, dqv.qualityAssessment);
    case 'distribution':
      return each((part) => void node.node(property, dcat.Distribution).link(dcat.accessURL, part));
    case 'media-type':
      return void node.link(property, /^[a-z]+\/[\w.+-]+$/i.test(value) ? ianaMediaTypes + value : value, dct.MediaType);
    case 'link':
      return each((part) => void node.link(property, property === dct.license ? licenceIri(part) : part, type));
    case 'skip':
      return;
  }
};
