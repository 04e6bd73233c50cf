import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what a file is', () => {
  it.each([
    ['a.ttl', '@prefix a: <b> .', 'text/turtle'],
    ['a.json', '{"resourceType":"Library"}', 'fhir'],
    ['a.json', '{"success":true,"result":{"results":[]}}', 'ckan'],
    ['a.json', '{"resource":{"titles":[]}}', 'nfdi4health'],
    ['a.json', '{"title":"x","creators":[]}', 'zenodo'],
    ['a.json', '{"@context":{}}', 'application/ld+json'],
    ['a.rdf', '<?xml version="1.0"?><rdf:RDF/>', 'application/rdf+xml'],
    ['Collections.csv', 'id,name,type\nx,y,z', 'csv'],
  ])('%s with %s is %s', (name, text, kind) => {
    expect(recognise(bytes(text), name).kind).toBe(kind);
  });

  it('tells when the name says something else, and reads it nevertheless', () => {
    expect(recognise(bytes('@prefix a: <b> .'), 'catalogue.json')).toEqual({ kind: 'text/turtle', hint: expect.stringContaining('ends in .json, but it is Turtle') });
  });

  it.each([
    ['<!doctype html><html><input type=password></html>', /asks for a login/],
    ['<html><body>Hello</body></html>', /HTML page/],
    ['   ', /empty/],
    ['just words', /no form that is read here/],
  ])('refuses %s with a sentence', (text, sentence) => {
    expect(() => recognise(bytes(text), 'x')).toThrow(sentence);
  });
});
