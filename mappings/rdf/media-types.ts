/** RDF media types of catalogue.md §3.1 and §5.2, with the names people and files use for them. */
export const rdfMediaTypes = ['text/turtle', 'application/trig', 'application/n-triples', 'application/n-quads', 'application/ld+json', 'application/rdf+xml'] as const;
export type RdfMediaType = (typeof rdfMediaTypes)[number];

const byExtension: Readonly<Record<string, RdfMediaType>> = {
  ttl: 'text/turtle', turtle: 'text/turtle', trig: 'application/trig', nt: 'application/n-triples', nq: 'application/n-quads',
  jsonld: 'application/ld+json', json: 'application/ld+json', rdf: 'application/rdf+xml', xml: 'application/rdf+xml', owl: 'application/rdf+xml',
};

const aliases: Readonly<Record<string, RdfMediaType>> = {
  'application/x-turtle': 'text/turtle', 'application/turtle': 'text/turtle', 'text/n3': 'text/turtle', 'text/rdf+n3': 'text/turtle',
  'application/json': 'application/ld+json', 'application/xml': 'application/rdf+xml', 'text/xml': 'application/rdf+xml',
  'text/plain': 'application/n-triples', 'text/x-nquads': 'application/n-quads', 'application/x-trig': 'application/trig',
};

/** Of a Content-Type header, parameters and case ignored; undefined when it is no RDF. */
export const rdfMediaTypeOf = (contentType: string): RdfMediaType | undefined => {
  const name = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return rdfMediaTypes.find((known) => known === name) ?? aliases[name];
};

export const rdfMediaTypeOfFile = (fileName: string): RdfMediaType | undefined => byExtension[/\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''];

/** What the first characters say, for files whose name lies or says nothing. `html` is told apart, because a login page is the usual stranger. */
export const sniff = (bytes: Uint8Array): RdfMediaType | 'html' | 'zip' | undefined => {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096)).replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('PK\u0003\u0004')) return 'zip';
  if (/^<!doctype html|^<html[\s>]/i.test(start)) return 'html';
  if (/^[{[]/.test(start) && !/^\[\s*(a\b|\]|<|[A-Za-z]*:)/.test(start)) return 'application/ld+json';
  if (/^<\?xml|<rdf:RDF[\s>]|^<!DOCTYPE\s+rdf/i.test(start)) return 'application/rdf+xml';
  if (/^@(prefix|base)\b|^(prefix|base)\s/im.test(start)) return 'text/turtle';
  if (/^(<[^>\s]+>|_:\S+)\s+<[^>\s]+>\s/.test(start)) return 'application/n-triples';
  return undefined;
};
