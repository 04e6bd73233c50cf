import type { Agent, ContactPoint, OpeningHours } from '../../core/catalogue/record.ts';
import { cv } from '../../core/vocabulary/cv.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { time } from '../../core/vocabulary/time.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { Node, QuadWriter } from './quad-writer.ts';

const writeHours = (writer: QuadWriter, contact: Node, property: string, hours: readonly OpeningHours[] | undefined): void => {
  for (const one of hours ?? []) {
    const node = writer.typed(one.iri, time.TemporalEntity);
    writer.add(contact, property, node);
    writer.langText(node, dct.description, one.description);
    writer.controlled(node, cv.frequency, one.frequency, dct.Frequency);
  }
};

const hasContact = (agent: Agent): boolean =>
  [agent.email, agent.page, agent.telephone, agent.contactIri, agent.openingHours, agent.specialOpeningHours].some((value) => value !== undefined);

const writeAgentContact = (writer: QuadWriter, node: Node, agent: Agent): void => {
  if (!hasContact(agent)) return;
  const contact = writer.typed(agent.contactIri, cv.ContactPoint);
  writer.add(node, cv.contactPoint, contact);
  writer.text(contact, cv.email, agent.email);
  writer.link(contact, cv.contactPage, agent.page);
  for (const telephone of agent.telephone ?? []) writer.text(contact, cv.telephone, telephone);
  writeHours(writer, contact, cv.openingHours, agent.openingHours);
  writeHours(writer, contact, cv.specialOpeningHoursSpecification, agent.specialOpeningHours);
};

/** A foaf:Agent with its contact point; the link to it is written by the caller. */
export const writeAgent = (writer: QuadWriter, agent: Agent): Node => {
  const node = writer.typed(agent.iri, foaf.Agent);
  writer.langText(node, foaf.name, agent.name);
  writer.controlled(node, dct.type, agent.type, skos.Concept);
  writer.langText(node, dct.description, agent.note);
  for (const identifier of agent.identifier ?? []) writer.text(node, dct.identifier, identifier);
  writer.controlled(node, foaf.homepage, agent.homepage, foaf.Document);
  writer.link(node, foaf.mbox, agent.mailbox === undefined ? undefined : `mailto:${agent.mailbox}`);
  writer.value(node, healthdcatap.trustedDataHolder, agent.trustedHolder, xsd.boolean);
  writeAgentContact(writer, node, agent);
  return node;
};

export const writeContactPoint = (writer: QuadWriter, contact: ContactPoint): Node => {
  const node = writer.typed(contact.iri, vcard.Kind);
  writer.langText(node, vcard.fn, contact.name);
  writer.link(node, vcard.hasEmail, contact.email === undefined ? undefined : `mailto:${contact.email}`);
  writer.link(node, vcard.hasURL, contact.url);
  writer.link(node, vcard.hasTelephone, contact.telephone === undefined ? undefined : `tel:${contact.telephone.replace(/\s+/g, '-')}`);
  return node;
};

