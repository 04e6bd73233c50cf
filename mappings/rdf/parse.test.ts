import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../core/errors.ts';
import { documentLimits, recordLimits } from './limits.ts';
import { sniff } from './media-types.ts';
import { parseRdf } from './parse.ts';

const parse = (text: string | Uint8Array, mediaType: string, limits = documentLimits) =>
  parseRdf(typeof text === 'string' ? Buffer.from(text) : text, { mediaType, baseIri: 'https://base.example/doc', limits });

const refusal = async (text: string | Uint8Array, mediaType: string, limits = documentLimits): Promise<{ code: string; detail: string; extra: Readonly<Record<string, unknown>> }> => {
  try {
    await parse(text, mediaType, limits);
  } catch (thrown) {
    if (isAppError(thrown)) return thrown;
    throw thrown;
  }
  throw new Error('was not refused');
};

const ttl = 'text/turtle';
const xml = 'application/rdf+xml';
const json = 'application/ld+json';
const rdfXml = (body: string, before = '') => `<?xml version="1.0"?>${before}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/">${body}</rdf:RDF>`;

describe('reading RDF', () => {
  it.each([
    [ttl, '<d> <http://purl.org/dc/terms/title> "T"@en .'], [`${ttl}; charset=utf-8`, '<d> <http://purl.org/dc/terms/title> "T"@en .'],
    ['application/n-triples', '<https://base.example/d> <http://purl.org/dc/terms/title> "T"@en .'], ['application/n-quads', '<https://base.example/d> <http://purl.org/dc/terms/title> "T"@en <urn:g> .'],
    ['application/trig', '<urn:g> { <d> <http://purl.org/dc/terms/title> "T"@en . }'], [json, '{"@context":{"dct":"http://purl.org/dc/terms/"},"@id":"d","dct:title":{"@value":"T","@language":"en"}}'],
    [xml, rdfXml('<rdf:Description rdf:about="d"><dct:title xml:lang="en">T</dct:title></rdf:Description>')],
  ])('reads %s, relative addresses against the base', async (mediaType, text) => {
    const [quad] = await parse(text, mediaType);
    expect([quad?.subject.value, quad?.object.value, quad?.graph.value]).toEqual(['https://base.example/d', 'T', '']);
  });

  it('gives blank nodes of two documents different labels', async () => {
    const [left, right] = await Promise.all([parse('_:a <urn:p> 1 .', ttl), parse('_:a <urn:p> 1 .', ttl)]);
    expect(left[0]?.subject.value).not.toBe(right[0]?.subject.value);
  });

  it('does not let a label of the document collide with one it makes', async () => {
    const quads = await parse('_:g1 <urn:p> [ <urn:q> 1 ] . _:1 <urn:p> 2 .', ttl);
    expect(new Set(quads.flatMap((quad) => [quad.subject, quad.object]).filter((term) => term.termType === 'BlankNode').map((term) => term.value)).size).toBe(3);
  });

  it('reads Latin-1 XML that says so, and UTF-16 with its mark', async () => {
    const latin = Buffer.from(rdfXml('<rdf:Description rdf:about="d"><dct:title>Sant\u00e9</dct:title></rdf:Description>').replace('version="1.0"', 'version="1.0" encoding="ISO-8859-1"'), 'latin1');
    expect((await parse(latin, xml))[0]?.object.value).toBe('Santé');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<d> <urn:p> "Santé" .', 'utf16le')]);
    expect((await parse(utf16, ttl))[0]?.object.value).toBe('Santé');
  });

  it('serves a shipped context and fetches none', async () => {
    const quads = await parse('{"@context":"https://schema.org/","@type":"Dataset","@id":"d","name":"T"}', json);
    expect(quads.map((quad) => quad.predicate.value)).toContain('http://schema.org/name');
  });
});

describe('refusing RDF, with a sentence', () => {
  it.each([
    ['Turtle', ttl, '<a> <b> <c> .\n<d> <e> oops .', 2, 9], ['Turtle prefix', ttl, 'ex:a <b> "x" .', 1, 1], ['Turtle cut off', ttl, '<a> <b> "x', 1, 9],
    ['N-Triples', 'application/n-triples', '<urn:a> <urn:b> nonsense .', 1, 17], ['JSON-LD', json, '{\n "@id": "a",,\n}', 2, 13], ['RDF/XML', xml, `${rdfXml('<rdf:Description>\n<dct:title>x</dct:titel></rdf:Description>')}`, 2, undefined],
  ])('a syntax error in %s names line and column', async (_name, mediaType, text, line, column) => {
    const { code, detail, extra } = await refusal(text, mediaType);
    expect([code, extra['line'], ...(column === undefined ? [] : [extra['column']])]).toEqual(['parse-error', line, ...(column === undefined ? [] : [column])]);
    expect(detail).toMatch(/^(This says .*\. )?Line \d+, column \d+: /);
  });

  it('broken UTF-8: byte, position and line', async () => {
    const { code, detail } = await refusal(Buffer.concat([Buffer.from('<a> <b> <c> .\n<d> <e> "Sant'), Buffer.from([0xe9]), Buffer.from('" .')]), ttl);
    expect([code, detail]).toEqual(['unknown-encoding', 'The text is not valid UTF-8: byte 0xE9 at position 27, line 2. Save the file as UTF-8.']);
  });
  it('an encoding nobody knows', async () => expect(await refusal('<?xml version="1.0" encoding="EBCDIC-XX"?><a/>', xml)).toMatchObject({ code: 'unknown-encoding' }));

  it.each([
    ['an entity', '<!DOCTYPE rdf:RDF [<!ENTITY x "y">]>'], ['an external file', '<!DOCTYPE rdf:RDF SYSTEM "file:///etc/passwd">'], ['after a comment', '<!-- hi --><!doctype rdf:RDF []>'],
  ])('a DOCTYPE with %s', async (_name, doctype) => expect(await refusal(rdfXml('', doctype), xml)).toMatchObject({ code: 'doctype-forbidden' }));
  it('but not the word in a text', async () => expect(await parse(rdfXml('<rdf:Description rdf:about="d"><dct:title><![CDATA[<!DOCTYPE x>]]></dct:title></rdf:Description>'), xml)).toHaveLength(1));

  it.each(['http://attacker.example/context.jsonld', 'https://169.254.169.254/latest', 'file:///etc/passwd', 'context.jsonld'])('the remote context %s, by name, without asking anybody', async (url) => {
    const { code, detail } = await refusal(JSON.stringify({ '@context': url, '@id': 'urn:a', 'urn:p': 1 }), json);
    expect(code).toBe('remote-context');
    expect(detail).toContain(url.startsWith('context') ? 'https://base.example/context.jsonld' : url);
  });
  it('an import inside a context', async () => {
    expect(await refusal(JSON.stringify({ '@context': { '@version': 1.1, '@import': 'http://attacker.example/c' }, '@id': 'urn:a' }), json)).toMatchObject({ code: 'remote-context' });
  });

  it('JSON nested a thousand deep', async () => expect(await refusal(`${'{"urn:p":'.repeat(1000)}1${'}'.repeat(1000)}`, json)).toMatchObject({ code: 'too-large', detail: expect.stringContaining('64') as string }));
  it('JSON with a million brackets, without a stack overflow', async () => expect(await refusal('['.repeat(1_000_000), json)).toMatchObject({ code: 'too-large' }));
  it('a JSON object of too many keys', async () => expect(await refusal(`{${Array.from({ length: 10_001 }, (_none, at) => `"urn:p${at}":1`).join()}}`, json)).toMatchObject({ code: 'too-large', detail: expect.stringContaining('10000') as string }));
  it('XML nested a thousand deep', async () => expect(await refusal(rdfXml('<rdf:Description><dct:relation>'.repeat(500)), xml)).toMatchObject({ code: 'too-large' }));
  it('Turtle brackets nested a hundred thousand deep, without a crash', async () => {
    const { code } = await refusal(`<a> <b> ${'[ <b> '.repeat(100_000)}1${' ]'.repeat(100_000)} .`, ttl, recordLimits);
    expect(['too-many-quads', 'parse-error', 'too-large']).toContain(code);
  });

  it('more statements than the limit, while reading', async () => {
    const { code, detail } = await refusal('<a> <b> 1, 2, 3, 4, 5 .', ttl, { ...recordLimits, maxQuads: 3 });
    expect([code, detail]).toEqual(['too-many-quads', 'The document has more than 3 statements, which is the limit. Send it in smaller parts.']);
  });
  it.each([[ttl, '<a> <b> 1, 2, 3, 4, 5 .'], [json, '{"@id":"urn:a","urn:p":[1,2,3,4,5]}'], [xml, rdfXml('<rdf:Description rdf:about="d"><dct:a>1</dct:a><dct:a>2</dct:a><dct:a>3</dct:a><dct:a>4</dct:a></rdf:Description>')]])('… in %s', async (mediaType, text) =>
    expect(await refusal(text, mediaType, { ...recordLimits, maxQuads: 3 })).toMatchObject({ code: 'too-many-quads' }));
  it('half a million distributions on one dataset', async () => {
    const many = `<d> <http://www.w3.org/ns/dcat#distribution> ${Array.from({ length: 500_000 }, (_none, at) => `<x${at}>`).join(', ')} .`;
    expect(await refusal(many, ttl, recordLimits)).toMatchObject({ code: 'too-many-quads', detail: expect.stringContaining('50000') as string });
  });
  it('a document of too many bytes', async () => expect(await refusal(Buffer.alloc(2_000), ttl, { ...recordLimits, maxBytes: 1_000 })).toMatchObject({ code: 'too-large', detail: 'The document has 2000 bytes; the limit is 1000.' }));
  it('a text too long', async () => expect(await refusal(`<a> <b> "${'x'.repeat(300_000)}" .`, ttl)).toMatchObject({ code: 'too-large' }));
  it('an address too long', async () => expect(await refusal(`<a> <b> <https://x.example/${'x'.repeat(3_000)}> .`, ttl)).toMatchObject({ code: 'bad-iri' }));
  it('statements about statements', async () => expect(await refusal('<a> <b> <<( <c> <d> <e> )>> .', ttl)).toMatchObject({ code: 'parse-error' }));
  it('a media type nobody reads', async () => expect(await refusal('a,b', 'text/csv')).toMatchObject({ code: 'unsupported-format' }));

  it.each([
    ['a login page as Turtle', ttl, '<!DOCTYPE html><html><body>Please sign in</body></html>', 'an HTML page'], ['RDF/XML as Turtle', ttl, rdfXml(''), 'RDF/XML'],
    ['JSON as Turtle', ttl, '{"@id": "urn:a"}', 'JSON-LD'], ['Turtle as JSON-LD', json, '@prefix a: <urn:a> .', 'Turtle'], ['a spreadsheet as Turtle', ttl, 'PK\u0003\u0004....', 'a ZIP archive or a spreadsheet'],
  ])('%s: says what it looks like', async (_name, mediaType, text, looks) => {
    expect((await refusal(text, mediaType)).detail).toContain(`it looks like ${looks}`);
  });

  it('never throws anything but its own refusals, whatever the bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(ttl, json, xml, 'application/trig', 'application/n-quads'), async (bytes, mediaType) => {
      await parse(bytes, mediaType).catch((thrown: unknown) => expect(isAppError(thrown)).toBe(true));
    }), { numRuns: 120 });
  });
  it('guesses a format by its first characters', () => {
    expect(['@prefix a: <urn:a> .', '  <?xml version="1.0"?>', '[{"@id":"a"}]', '<urn:a> <urn:b> "c" .', '<html>', 'hello'].map((text) => sniff(Buffer.from(text)))).toEqual([ttl, xml, json, 'application/n-triples', 'html', undefined]);
  });
});
