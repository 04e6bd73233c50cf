import type { JsonLdContextDocument } from './context-document.ts';

/** schema.org as far as dataset pages use it: every name is a term of http://schema.org/, the listed ones are links or dates. */
const links = ['url', 'sameAs', 'license', 'contentUrl', 'image', 'isBasedOn', 'includedInDataCatalog', 'additionalType', 'usageInfo'];
const dates = ['datePublished', 'dateModified', 'dateCreated'];
const term = (name: string) => `http://schema.org/${name}`;

export const schemaOrgContext: JsonLdContextDocument = {
  '@context': {
    '@vocab': 'http://schema.org/',
    schema: 'http://schema.org/',
    id: '@id',
    type: '@type',
    ...Object.fromEntries(links.map((name) => [name, { '@id': term(name), '@type': '@id' }])),
    ...Object.fromEntries(dates.map((name) => [name, { '@id': term(name), '@type': term('Date') }])),
  },
};
