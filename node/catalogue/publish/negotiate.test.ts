import { expect, it } from 'vitest';
import { guardQuery } from '../sparql/guard-query.ts';
import { mustHold } from '../federation/guard.ts';
import { chooseFormat } from './negotiate.ts';

const offered = ['html', 'ttl', 'jsonld', 'rdf', 'nt', 'json'] as const;
it.each([
  [undefined, 'html'], ['*/*', 'html'], ['text/turtle', 'ttl'], ['text/turtle;q=0.4, application/ld+json;q=0.5', 'jsonld'], ['application/*', 'jsonld'], ['text/html;q=0.1, */*;q=0.5', 'ttl'],
  ['application/rdf+xml, */*;q=0.1', 'rdf'], ['text/*', 'html'], ['text/html;q=0, text/*', 'ttl'],
])('Accept %s gives %s', (accept, extension) => expect(chooseFormat(offered, { accept })).toBe(extension));
it('refuses with the list, and lets the extension win', () => {
  expect(() => chooseFormat(offered, { accept: 'image/png' })).toThrow('text/turtle');
  expect(() => chooseFormat(offered, { extension: 'exe', accept: '*/*' })).toThrow();
  expect(chooseFormat(offered, { extension: 'nt', accept: 'text/html' })).toBe('nt');
});
it('lets only reading queries through, also when a keyword is only quoted', () => {
  expect(guardQuery('SELECT * WHERE { ?s ?p "please DELETE this # SERVICE" } # LOAD')).toBe('select');
  expect(guardQuery('DESCRIBE <https://x.example/service>')).toBe('graph');
  for (const bad of ['DELETE WHERE { ?s ?p ?o }', 'SELECT * { SERVICE <x:y> {} }', 'hello', '']) expect(() => guardQuery(bad)).toThrow();
});
it('holds what would take more than a tenth, more than five, or everything', () => {
  expect([[100, 10], [100, 11], [20, 5], [20, 6], [3, 3], [1, 1], [100, 0]].map(([live, gone]) => mustHold(live!, gone!))).toEqual([false, true, false, true, true, false, false]);
});
