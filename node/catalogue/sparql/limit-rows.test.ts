import { Store } from 'oxigraph';
import { expect, it } from 'vitest';
import { limitRows } from './limit-rows.ts';

const store = new Store();
store.load(Array.from({ length: 20 }, (_none, n) => `<urn:s${n}> <urn:limit> "${n} LIMIT 3" .`).join('\n'), { format: 'application/n-triples' });
const rows = (query: string): number => (store.query(limitRows(query, 5)) as unknown[]).length;

it.each([
  ['SELECT * WHERE { ?s ?p ?o }', 5],
  ['SELECT * WHERE { ?s ?p ?o } # LIMIT 2', 5],
  ['SELECT * WHERE { ?s ?p ?o } LIMIT 3', 3],
  ['SELECT * WHERE { ?s ?p ?o } limit 1000', 5],
  ['SELECT * WHERE { ?s ?p ?o } ORDER BY ?s OFFSET 2', 5],
  ['SELECT * WHERE { ?s ?p ?o } LIMIT 900 OFFSET 18', 2],
  ['SELECT ?limit WHERE { { SELECT ?limit WHERE { ?limit ?p ?o } LIMIT 7 } } ORDER BY ?limit', 5],
  ['SELECT * WHERE { ?s ?p ?o FILTER(?o != "} LIMIT 2") }', 5],
  ['SELECT * WHERE { ?s ?p ?o } VALUES ?s { <urn:s1> <urn:s2> }', 2],
  ['CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }', 5],
  ['CONSTRUCT WHERE { ?s ?p ?o }', 5],
  ['DESCRIBE ?s WHERE { ?s ?p ?o }', 5],
  ['DESCRIBE <urn:s1>', 1],
])('%s gives %i', (query, expected) => expect(rows(query)).toBe(expected));
