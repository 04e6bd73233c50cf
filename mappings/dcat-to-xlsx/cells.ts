import type { Quad_Object } from 'n3';
import { ianaMediaTypes } from '../../core/vocabulary/authority.ts';
import { cv } from '../../core/vocabulary/cv.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { oa } from '../../core/vocabulary/oa.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import type { Graph } from '../rdf/graph.ts';
import { keyOf } from '../rdf/graph.ts';
import { vocabularyNamed } from '../vocabularies/index.ts';
import { propertyIri, ruleOf } from '../xlsx-to-dcat/properties.ts';

/** `Text @fr`, as the reader of cells takes it (xlsx-to-dcat/write-cell.ts). */
const tagged = (term: Quad_Object): string => (term.termType === 'Literal' && term.language !== '' ? `${term.value} @${term.language}` : term.value);

const together = (values: readonly string[]): string[] => (values.length === 0 ? [] : [values.join('\n')]);
const words = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== '').join(', ');

const first = (graph: Graph, node: string, property: string): string | undefined => graph.object(node, property)?.value;

const agent = (graph: Graph, node: string): string => {
  const contact = graph.object(node, cv.contactPoint);
  const inContact = (property: string): string | undefined => (contact === undefined ? undefined : first(graph, keyOf(contact), property));
  const name = graph.object(node, foaf.name);
  return words(inContact(cv.email), inContact(cv.contactPage) ?? first(graph, node, foaf.homepage), name === undefined ? undefined : tagged(name));
};

const contact = (graph: Graph, node: string): string => {
  const name = graph.object(node, vcard.fn);
  return words(first(graph, node, vcard.hasEmail)?.replace(/^mailto:/, ''), first(graph, node, vcard.hasURL), name === undefined ? undefined : tagged(name));
};

const labelled = (graph: Graph, node: string, property: string): string[] => graph.objects(node, property).map(tagged);

/** Cells of one property of one node: one a row; lists of codes and addresses stand in one cell, one a line. Never asked to be complete: what a person
 *  leaves as it is stays as it is stored (merge-upload.ts). */
export const cellsOf = (graph: Graph, node: string, curie: string): readonly string[] => {
  const { name, rule } = ruleOf(curie);
  const property = propertyIri(name);
  if (property === undefined || rule === undefined) return [];
  const objects = graph.objects(node, property);
  const values = objects.map(({ value }) => value);
  const each = (text: (id: string) => string): string[] => objects.map((object) => (object.termType === 'Literal' ? tagged(object) : text(keyOf(object)) || object.value));
  switch (rule.kind) {
    case 'text':
      return objects.map(tagged);
    case 'words':
      return together(objects.map(tagged));
    case 'identifier': case 'law': case 'link':
      return together(values);
    case 'other-identifier':
      return together(objects.flatMap((object) => first(graph, keyOf(object), skos.notation) ?? []));
    case 'statement': case 'rights':
      return each((id) => labelled(graph, id, rdfs.label).join('\n'));
    case 'concept':
      return together(values.map((iri) => vocabularyNamed(rule.list ?? '')?.concepts.find((concept) => concept.iri === iri)?.code ?? iri));
    case 'personal-data':
      return together(values.map((iri) => iri.replace('https://w3id.org/dpv/dpv-pd#', 'pd:')));
    case 'agent':
      return each((id) => agent(graph, id));
    case 'period':
      return each((id) => `${first(graph, id, dcat.startDate) ?? ''}, ${first(graph, id, dcat.endDate) ?? ''}`);
    case 'reason':
      return each((id) => words(first(graph, id, dct.source), ...labelled(graph, id, dct.description)));
    case 'contact':
      return each((id) => contact(graph, id));
    case 'quality':
      return objects.flatMap((object) => graph.objects(keyOf(object), oa.hasBody).map(({ value }) => value));
    case 'distribution':
      return together(objects.flatMap((object) => graph.objects(keyOf(object), dcat.accessURL).map(({ value }) => value)));
    case 'media-type':
      return values.map((iri) => iri.replace(ianaMediaTypes, ''));
    case 'date': case 'count': case 'decimal': case 'duration': case 'boolean':
      return values;
    case 'custodian': case 'attribution': case 'publisher-note': case 'publisher-type': case 'skip':
      return [];
  }
};
