import type { Extension, Library, Organization } from 'fhir/r4.d.ts';
import { cv } from '../../core/vocabulary/cv.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { geodcatap } from '../../core/vocabulary/geodcatap.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { absoluteIri, httpIri } from '../dcat-builder/values.ts';
import { codedIri, extensionsOf, translationsOf, valuesOf } from './extension.ts';

export type LibraryOptions = {
  /** Base address of the server: `Library/123` without url is named under it. */
  readonly base: string;
  /** `Organization/{id}` → resource, as far as they could be read. */
  readonly organizations: ReadonlyMap<string, Organization>;
};

const telecom = (organization: Organization, system: string): string | undefined => organization.telecom?.find((point) => point.system === system)?.value;

const iriOf = (organization: Organization, base: string): string =>
  organization.identifier?.find((identifier) => identifier.system === 'urn:ietf:rfc:3986' && absoluteIri(identifier.value) !== undefined)?.value ?? `${base}/Organization/${organization.id ?? 'unknown'}`;

const addOrganization = (node: NodeBuilder, property: string, organization: Organization, base: string, language: string | undefined): void => {
  const agent = node.node(property, foaf.Agent, iriOf(organization, base));
  agent.text(foaf.name, organization.name, organization.language ?? language);
  for (const [lang, text] of translationsOf((organization as { _name?: { extension?: Extension[] } })._name)) agent.text(foaf.name, text, lang);
  for (const type of organization.type ?? []) for (const coding of type.coding ?? []) if (coding.system?.startsWith('urn:ehds-node:') !== true) agent.link(dct.type, codedIri(coding), skos.Concept);
  for (const identifier of organization.identifier ?? []) if (identifier.system !== 'urn:ietf:rfc:3986') agent.text(dct.identifier, identifier.value);
  for (const note of valuesOf(organization, 'note')) agent.text(dct.description, note, language);
  const email = telecom(organization, 'email')?.replace(/^mailto:/i, '');
  const page = httpIri(telecom(organization, 'url'));
  if (email !== undefined || page !== undefined)
    agent.node(cv.contactPoint, cv.ContactPoint).text(cv.email, email).link(cv.contactPage, page, foaf.Document).text(cv.telephone, telecom(organization, 'phone'));
};

const referenced = (extension: Extension, library: Library, options: LibraryOptions): Organization | undefined => {
  const reference = extension.valueReference?.reference ?? '';
  if (reference.startsWith('#')) return library.contained?.find((resource): resource is Organization => resource.resourceType === 'Organization' && `#${resource.id ?? ''}` === reference);
  return options.organizations.get(reference.split('/').slice(-2).join('/'));
};

const roles: readonly (readonly [string, string])[] = [
  ['hdab', healthdcatap.hdab],
  ['hdab-coordinator', healthdcatap.hdabCoordinator],
  ['custodian', geodcatap.custodian],
  ['publisher', dct.publisher],
];

const addContact = (node: NodeBuilder, library: Library): void => {
  for (const contact of library.contact ?? []) {
    const kind = node.node(dcat.contactPoint, vcard.Kind).text(vcard.fn, contact.name, library.language);
    for (const point of contact.telecom ?? []) {
      if (point.system === 'email' && point.value !== undefined) kind.link(vcard.hasEmail, `mailto:${point.value.replace(/^mailto:/i, '')}`);
      if (point.system === 'url') kind.link(vcard.hasURL, point.value);
      if (point.system === 'phone' && point.value !== undefined) kind.link(vcard.hasTelephone, `tel:${point.value.replace(/\s/g, '')}`);
    }
  }
};

/** Organizations of a Library by their role, its contacts and authors. A role whose organization could not be read keeps its display name. */
export const addAgents = (node: NodeBuilder, library: Library, options: LibraryOptions): void => {
  for (const [name, property] of roles) {
    for (const extension of extensionsOf(library, name)) {
      const organization = referenced(extension, library, options);
      if (organization !== undefined) addOrganization(node, property, organization, options.base, library.language);
      else if (extension.valueReference?.display !== undefined) node.node(property, foaf.Agent).text(foaf.name, extension.valueReference.display, library.language);
    }
  }
  if (extensionsOf(library, 'publisher').length === 0 && library.publisher !== undefined) node.node(dct.publisher, foaf.Agent).text(foaf.name, library.publisher, library.language);
  for (const author of library.author ?? []) node.node(dct.creator, foaf.Agent, valuesOf(author, 'iri')[0]).text(foaf.name, author.name, library.language);
  addContact(node, library);
};
