import { cv } from '../../core/vocabulary/cv.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { geodcatap } from '../../core/vocabulary/geodcatap.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { absoluteIri, given, httpIri } from '../dcat-builder/values.ts';
import type { CkanOptions, Note } from './fields.ts';
import { objects, texts, values } from './fields.ts';

const mailLiteral = (value: unknown): string | undefined => given(value)?.replace(/^mailto:/i, '');

const addContact = (agent: NodeBuilder, item: Fields): void => {
  if (given(item['email']) === undefined && httpIri(item['url']) === undefined) return;
  agent
    .node(cv.contactPoint, cv.ContactPoint)
    .text(cv.email, mailLiteral(item['email']))
    .link(cv.contactPage, httpIri(item['url']), foaf.Document);
};

/** `{name, email, url, uri, type, identifier}` as foaf:Agent. `contact`: its e-mail and page become the cv:ContactPoint that R8 asks of
 *  publisher and HDAB. */
const addAgent = (node: NodeBuilder, property: string, item: Fields, options: CkanOptions, contact: boolean): NodeBuilder => {
  const agent = node.node(property, foaf.Agent, absoluteIri(item['uri']) ?? httpIri(item['identifier']));
  texts(agent, foaf.name, item, 'name', options.language);
  agent.link(dct.type, item['type']).text(dct.identifier, item['identifier']);
  if (contact) addContact(agent, item);
  else {
    const mail = mailLiteral(item['email']);
    if (mail !== undefined) agent.link(foaf.mbox, `mailto:${mail}`);
  }
  agent.link(foaf.homepage, httpIri(item['url'] ?? item['homepage']), foaf.Document);
  return agent;
};

const publisherOf = (item: Fields, note: Note): Fields | undefined => {
  const found = objects(item, 'publisher');
  if (found.length > 1) note('publisher', `${found.length} publishers`, 'a dataset has one publisher: the first was taken');
  if (found[0] !== undefined) return found[0];
  const flat = { name: item['publisher_name'], email: item['publisher_email'], url: item['publisher_url'], type: item['publisher_type_uri'], uri: item['publisher_uri'] };
  if (given(flat.name) !== undefined) return flat;
  const organization = item['organization'] as Fields | null | undefined;
  return given(organization?.['title']) === undefined ? undefined : { name: organization?.['title'] };
};

const addPublisher = (node: NodeBuilder, item: Fields, options: CkanOptions, note: Note): void => {
  const publisher = publisherOf(item, note);
  if (publisher === undefined) return;
  const agent = addAgent(node, dct.publisher, publisher, options, true);
  texts(agent, dct.description, item, 'publisher_note', options.language);
  for (const type of values(item, 'publisher_type')) agent.link(dct.type, type);
};

const addContactPoints = (node: NodeBuilder, item: Fields, options: CkanOptions): void => {
  const named = objects(item, 'contact');
  // author and maintainer speak for the package, not for the data: only when nobody else is named
  const last: Fields = { name: item['maintainer'] ?? item['author'], email: item['maintainer_email'] ?? item['author_email'] };
  const found: readonly Fields[] = named.length > 0 ? named : given(last.email) === undefined ? [] : [last];
  for (const contact of found) {
    const kind = node.node(dcat.contactPoint, vcard.Kind, absoluteIri(contact['uri']));
    texts(kind, vcard.fn, contact, 'name', options.language);
    const mail = mailLiteral(contact['email']);
    if (mail !== undefined) kind.link(vcard.hasEmail, `mailto:${mail}`);
    kind.link(vcard.hasURL, httpIri(contact['url'])).text(vcard.hasUID, contact['identifier']);
  }
};

/** Everybody a package names: contact points, creators, publisher, HDAB, the holder's claim to be trusted. */
export const addAgents = (node: NodeBuilder, item: Fields, options: CkanOptions, note: Note): void => {
  addContactPoints(node, item, options);
  for (const creator of objects(item, 'creator')) addAgent(node, dct.creator, creator, options, false);
  addPublisher(node, item, options, note);
  for (const hdab of objects(item, 'hdab')) addAgent(node, healthdcatap.hdab, hdab, options, true);
  for (const body of objects(item, 'hdab_coordinator')) addAgent(node, healthdcatap.hdabCoordinator, body, options, true);
  for (const holder of objects(item, 'custodian')) addAgent(node, geodcatap.custodian, holder, options, true);
  // not a field of ckanext-dcat; the health data holder of Art. 2(2)(t) needs one
  node.text(healthdcatap.trustedDataHolder, item['trusted_data_holder']);
};
