import type { Agent, ContactPoint, OpeningHours } from '../../core/catalogue/record.ts';
import { cv } from '../../core/vocabulary/cv.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import type { Graph } from '../rdf/graph.ts';
import { boolean, iri, langText, langTextOrNothing, literal, literals, nodes, ownIri, present, some } from './read.ts';

const openingHours = (graph: Graph, contact: string, property: string): OpeningHours[] =>
  nodes(graph, contact, property).map((node) =>
    present<OpeningHours>({ iri: ownIri(node), description: langText(graph, node, dct.description), frequency: iri(graph, node, cv.frequency) }),
  );

const withoutScheme = (address: string | undefined): string | undefined => address?.replace(/^mailto:/i, '');

/** A foaf:Agent with its first cv:ContactPoint (catalogue.md §1.9, §1.10). A blank node keeps its label as `iri` until it is published. */
export const readAgent = (graph: Graph, agent: string): Agent => {
  const contact = nodes(graph, agent, cv.contactPoint)[0];
  return present<Agent>({
    iri: agent,
    name: langText(graph, agent, foaf.name),
    type: iri(graph, agent, dct.type),
    email: contact === undefined ? undefined : withoutScheme(literal(graph, contact, cv.email)),
    page: contact === undefined ? undefined : iri(graph, contact, cv.contactPage),
    telephone: contact === undefined ? undefined : some(literals(graph, contact, cv.telephone)),
    note: langTextOrNothing(graph, agent, dct.description),
    identifier: some(literals(graph, agent, dct.identifier)),
    homepage: iri(graph, agent, foaf.homepage),
    trustedHolder: boolean(graph, agent, healthdcatap.trustedDataHolder),
    mailbox: withoutScheme(iri(graph, agent, foaf.mbox)),
    contactIri: contact === undefined ? undefined : ownIri(contact),
    openingHours: contact === undefined ? undefined : some(openingHours(graph, contact, cv.openingHours)),
    specialOpeningHours: contact === undefined ? undefined : some(openingHours(graph, contact, cv.specialOpeningHoursSpecification)),
  });
};

/** A vcard:Kind; addresses come without `mailto:` and `tel:`. */
export const readContactPoint = (graph: Graph, contact: string): ContactPoint =>
  present<ContactPoint>({
    iri: ownIri(contact),
    name: langTextOrNothing(graph, contact, vcard.fn),
    email: withoutScheme(iri(graph, contact, vcard.hasEmail)),
    url: iri(graph, contact, vcard.hasURL),
    telephone: (iri(graph, contact, vcard.hasTelephone) ?? literal(graph, contact, vcard.hasTelephone))?.replace(/^tel:/i, ''),
  });
