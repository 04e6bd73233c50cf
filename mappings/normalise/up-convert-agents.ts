import n3 from 'n3';
import type { Quad, Quad_Object } from 'n3';
import { cv } from '../../core/vocabulary/cv.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { geodcatap } from '../../core/vocabulary/geodcatap.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import { graphOf, isNode, keyOf, type Graph } from '../rdf/graph.ts';
import { blankNode, nodeOf, plainLiteral, quad, typeQuad } from '../rdf/terms.ts';
import { noteChange, type Work } from './work.ts';

const bodies = [healthdcatap.hdab, healthdcatap.hdabCoordinator, geodcatap.custodian, dct.publisher];

/** A claim to be a trusted holder (Art. 72(2)) that came with the data: only staff of the access body make it true (catalogue.md §1.5). */
export const claimedTrust = 'urn:ehds-node:term:claims-trusted-holder';

const plainAddress = (term: Quad_Object): string => term.value.replace(/^(mailto|tel):/i, '');

type Contact = { readonly quads: Quad[]; readonly used: Quad[] };

/** What a vcard node, or vcard properties on the agent itself, say as a cv:ContactPoint. */
const contactFrom = (graph: Graph, from: string, node: ReturnType<typeof blankNode>, properties: { email: string; url: string; telephone: string }): Contact => {
  const contact: Contact = { quads: [], used: [] };
  for (const said of graph.about(from)) {
    const property = said.predicate.value;
    if (property === properties.email) contact.quads.push(quad(node, cv.email, plainLiteral(plainAddress(said.object))));
    else if (property === properties.url && said.object.termType === 'NamedNode') contact.quads.push(quad(node, cv.contactPage, said.object));
    else if (property === properties.telephone) contact.quads.push(quad(node, cv.telephone, plainLiteral(plainAddress(said.object))));
    else continue;
    contact.used.push(said);
  }
  return contact;
};

const onVcard = { email: vcard.hasEmail, url: vcard.hasURL, telephone: vcard.hasTelephone };
/** A mailbox is an address, a home page is not a contact page for certain: only likely. */
const onFoaf = { email: foaf.mbox, url: '', telephone: foaf.phone };

const convertContact = (work: Work, graph: Graph, agent: string): void => {
  if (graph.objects(agent, cv.contactPoint).length > 0) return;
  const link = graph.about(agent).find((one) => one.predicate.value === dcat.contactPoint && isNode(one.object));
  const node = blankNode();
  const sources: readonly (readonly [Contact, 'certain' | 'likely'])[] = [
    [link === undefined ? { quads: [], used: [] } : contactFrom(graph, keyOf(link.object), node, onVcard), 'certain'],
    [contactFrom(graph, agent, node, onVcard), 'certain'],
    [contactFrom(graph, agent, node, onFoaf), 'likely'],
  ];
  const [contact, sure] = sources.find(([one]) => one.quads.length > 0) ?? [undefined, 'certain' as const];
  if (contact === undefined) return;
  const subject = nodeOf(agent);
  const replaced = new Set<Quad>(sure === 'likely' ? [] : [...(link === undefined ? [] : [link]), ...contact.used.filter((one) => (one.subject as { id: string }).id === agent)]);
  work.quads = [...work.quads.filter((one) => !replaced.has(one)), quad(subject, cv.contactPoint, node), typeQuad(node, cv.ContactPoint), ...contact.quads];
  for (const one of contact.quads) noteChange(work, 'up-convert', one, contact.used.map((used) => used.object.value).join(' '), one.object.value, sure);
};

const moveToPublisher = (work: Work, graph: Graph): void => {
  const publisher = graph.objects(work.dataset, dct.publisher).find(isNode);
  if (publisher === undefined) return;
  for (const [from, to] of [[healthdcatap.publisherNote, dct.description], [healthdcatap.publisherType, dct.type]] as const) {
    const moved = graph.about(work.dataset).filter((one) => one.predicate.value === from);
    if (moved.length === 0 || graph.objects(keyOf(publisher), to).length > 0) continue;
    work.quads = [...work.quads.filter((one) => !moved.includes(one)), ...moved.map((one) => quad(nodeOf(keyOf(publisher)), to, one.object))];
    for (const one of moved) noteChange(work, 'up-convert', one, one.predicate.value, to);
  }
};

const claimTrust = (work: Work): void => {
  const claims = work.quads.filter((one) => one.predicate.value === healthdcatap.trustedDataHolder);
  if (claims.length === 0) return;
  work.quads = work.quads.map((one) => (claims.includes(one) ? n3.DataFactory.quad(one.subject, n3.DataFactory.namedNode(claimedTrust), one.object) : one));
  for (const one of claims) noteChange(work, 'up-convert', one, one.object.value, 'claim');
};

/** Step 4 for agents: vcard contacts become cv:ContactPoint, Release 5's notes and types move to the publisher, a claim of trust becomes a claim. */
export const upConvertAgents = (work: Work): void => {
  moveToPublisher(work, graphOf(work.quads));
  const graph = graphOf(work.quads);
  const agents = new Set(bodies.flatMap((property) => graph.objects(work.dataset, property)).filter(isNode).map(keyOf));
  for (const agent of agents) convertContact(work, graph, agent);
  claimTrust(work);
};
