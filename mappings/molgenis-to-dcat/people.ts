import { cv } from '../../core/vocabulary/cv.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { absoluteIri, httpIri } from '../dcat-builder/values.ts';
import type { Row, Tables } from './tables.ts';
import { cellKeys } from './tables.ts';

const key = (...parts: readonly string[]): string => parts.join('\u0000').toLowerCase();

export type Directory = { readonly organisations: ReadonlyMap<string, Row>; readonly contacts: ReadonlyMap<string, Row> };

export const directoryOf = (tables: Tables): Directory => ({
  organisations: new Map((tables.get('Organisations') ?? []).map((row) => [key(row['resource'] ?? '', row['id'] ?? ''), row])),
  contacts: new Map((tables.get('Contacts') ?? []).map((row) => [key(row['resource'] ?? '', row['first name'] ?? '', row['last name'] ?? ''), row])),
});

/** A cell may hold two addresses. */
export const mails = (cell: string | undefined): readonly string[] => (cell ?? '').split(/[,;\s]+/).filter((text) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text));

const addOrganisation = (node: NodeBuilder, property: string, row: Row): void => {
  const agent = node.node(property, foaf.Agent, absoluteIri(row['organisation pid']));
  agent.text(foaf.name, row['organisation name'] ?? row['organisation'] ?? row['other organisation'] ?? row['name'] ?? row['id']).link(foaf.homepage, httpIri(row['organisation website'] ?? row['website']), foaf.Document);
  const mail = mails(row['email'])[0];
  const page = httpIri(row['website'] ?? row['organisation website']);
  if (mail !== undefined || page !== undefined) agent.node(cv.contactPoint, cv.ContactPoint).text(cv.email, mail).link(cv.contactPage, page, foaf.Document);
};

const addContact = (node: NodeBuilder, name: string | undefined, mail: string | undefined, page: string | undefined): void => {
  if (mail === undefined && page === undefined) return;
  const kind = node.node(dcat.contactPoint, vcard.Kind).text(vcard.fn, name);
  if (mail !== undefined) kind.link(vcard.hasEmail, `mailto:${mail}`);
  kind.link(vcard.hasURL, page);
};

/** publisher, creator → Organisations; contact point → Contacts; contact email. People involved are not published by default.
 *  @returns keys that name nobody, for the report */
export const addPeople = (node: NodeBuilder, row: Row, directory: Directory): readonly { readonly field: string; readonly value: string }[] => {
  const unknown: { field: string; value: string }[] = [];
  for (const [field, property, many] of [['publisher', dct.publisher, false], ['creator', dct.creator, true]] as const) {
    const keys = cellKeys(row, field, 'id');
    for (const parts of many ? keys : keys.slice(0, 1)) {
      const found = directory.organisations.get(key(...parts));
      if (found === undefined) unknown.push({ field: `${field}.id`, value: parts[1] ?? '' });
      else addOrganisation(node, property, found);
    }
  }
  for (const parts of cellKeys(row, 'contact point', 'first name', 'last name')) {
    const found = directory.contacts.get(key(...parts));
    if (found === undefined) unknown.push({ field: 'contact point', value: parts.slice(1).join(' ') });
    else addContact(node, found['display name'], mails(found['email'])[0], httpIri(found['homepage']));
  }
  for (const mail of mails(row['contact email'])) addContact(node, undefined, mail, undefined);
  return unknown;
};
