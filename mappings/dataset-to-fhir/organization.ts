import type { ContactPoint, Organization } from 'fhir/r4.d.ts';
import { v5 as nameBasedUuid } from 'uuid';
import type { Agent, OpeningHours } from '../../core/catalogue/record.ts';
import { codingOf, compact, elementOf, ext, extMany, extMaybe, mainOf, textExt } from './ext.ts';

/** Namespace of ids made from agent IRIs: fixed for ever. */
const agents = '3f7a1c52-52f6-5d0e-a1c6-3d8f0f6d7b10';
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Id of an agent on this node: the one in its own IRI, else made from the IRI. The same agent has one id wherever it is named. */
export const organizationId = (iri: string): string => uuid.exec(iri)?.[0] ?? nameBasedUuid(iri, agents);

const hours = (kind: string, list: readonly OpeningHours[] | undefined) =>
  extMany('opening-hours', list, (one) => ({
    extension: [ext('kind', { valueCode: kind }), ...textExt('description', one.description, 'en'), ...extMaybe('frequency', one.frequency, (valueUri) => ({ valueUri })), ...extMaybe('iri', one.iri, (valueUri) => ({ valueUri }))],
  }));

const telecomOf = (agent: Agent): ContactPoint[] => [
  ...(agent.email === undefined ? [] : [{ system: 'email' as const, value: agent.email }]),
  ...(agent.page === undefined ? [] : [{ system: 'url' as const, value: agent.page }]),
  ...(agent.telephone ?? []).map((value) => ({ system: 'phone' as const, value })),
];

/** An agent as Organization (catalogue.md §4.3). */
export const toOrganization = (agent: Agent, facts: { readonly main?: string; readonly lastUpdated?: string; readonly roles?: readonly ('hdab' | 'holder')[] } = {}): Organization => {
  const main = facts.main ?? Object.keys(agent.name)[0] ?? 'en';
  const name = mainOf(agent.name, main);
  return compact<Organization>({
    resourceType: 'Organization', id: organizationId(agent.iri),
    ...(facts.lastUpdated === undefined ? {} : { meta: { lastUpdated: facts.lastUpdated } }),
    ...(main === 'und' ? {} : { language: main }),
    extension: [
      ...textExt('note', agent.note ?? {}, main), ...hours('regular', agent.openingHours), ...hours('special', agent.specialOpeningHours),
      ...extMaybe('homepage', agent.homepage, (valueUri) => ({ valueUri })), ...extMaybe('mailbox', agent.mailbox, (valueString) => ({ valueString })), ...extMaybe('contact-iri', agent.contactIri, (valueUri) => ({ valueUri })),
      ...extMaybe('trusted-holder', agent.trustedHolder, (valueBoolean) => ({ valueBoolean })),
    ],
    identifier: [...(agent.iri.startsWith('_:') ? [] : [{ system: 'urn:ietf:rfc:3986', value: agent.iri }]), ...(agent.identifier ?? []).map((value) => ({ value }))],
    active: true,
    type: [
      ...(agent.type === undefined ? [] : [{ coding: [codingOf(agent.type)] }]),
      ...(facts.roles ?? []).map((role) => ({ coding: [{ system: 'urn:ehds-node:fhir:role', code: role }] })),
    ],
    ...(name === undefined ? {} : { name: name.text }),
    ...(elementOf(agent.name, main) === undefined ? {} : { _name: elementOf(agent.name, main) }),
    telecom: telecomOf(agent),
  } as Organization);
};
