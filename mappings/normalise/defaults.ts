import type { Quad } from 'n3';
import { accessRight, themeHealth } from '../../core/vocabulary/authority.ts';
import { cv } from '../../core/vocabulary/cv.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { graphOf, keyOf } from '../rdf/graph.ts';
import { langLiteral, namedNode, nodeOf, plainLiteral, quad, typeQuad } from '../rdf/terms.ts';
import type { AgentDefault } from './settings.ts';
import { noteChange, type Work } from './work.ts';

const agentQuads = (agent: AgentDefault): Quad[] => {
  const node = namedNode(agent.iri);
  const contact = namedNode(`${agent.iri}#contact`);
  return [
    typeQuad(node, foaf.Agent),
    quad(node, foaf.name, langLiteral(agent.name, agent.lang ?? 'und')),
    ...(agent.email === undefined && agent.page === undefined ? [] : [quad(node, cv.contactPoint, contact), typeQuad(contact, cv.ContactPoint)]),
    ...(agent.email === undefined ? [] : [quad(contact, cv.email, plainLiteral(agent.email))]),
    ...(agent.page === undefined ? [] : [quad(contact, cv.contactPage, namedNode(agent.page))]),
  ];
};

/** Step 7: what the source's settings say is true of all its records, written where a record says nothing, and marked as default in the changes. */
export const writeDefaults = (work: Work): void => {
  const { defaults } = work.settings;
  if (defaults === undefined) return;
  const graph = graphOf(work.quads);
  const dataset = nodeOf(work.dataset);
  const lacks = (property: string) => graph.objects(work.dataset, property).length === 0;
  const write = (property: string, iri: string, more: readonly Quad[] = []) => {
    const one = quad(dataset, property, namedNode(iri));
    work.quads = [...work.quads, one, ...more];
    noteChange(work, 'default', one, '', iri);
  };
  if (defaults.accessLevel !== undefined && lacks(dct.accessRights)) write(dct.accessRights, accessRight[defaults.accessLevel]);
  if (lacks(dcatap.applicableLegislation)) for (const legislation of defaults.legislation ?? []) write(dcatap.applicableLegislation, legislation);
  if (defaults.themeHealth === true && !graph.objects(work.dataset, dcat.theme).some((term) => keyOf(term) === themeHealth)) write(dcat.theme, themeHealth);
  if (defaults.hdab !== undefined && lacks(healthdcatap.hdab)) write(healthdcatap.hdab, defaults.hdab.iri, agentQuads(defaults.hdab));
  if (defaults.publisher !== undefined && lacks(dct.publisher)) write(dct.publisher, defaults.publisher.iri, agentQuads(defaults.publisher));
};
