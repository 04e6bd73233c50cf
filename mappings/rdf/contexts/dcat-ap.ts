import { iriOfCurie } from '../../../core/vocabulary/prefixes.ts';
import type { JsonLdContextDocument, TermDefinition } from './context-document.ts';
import names from './dcat-ap-names.json' with { type: 'json' };

type ClassNames = { readonly iri: string; readonly terms: Readonly<Record<string, string>> };

/** `dcat:accessURL @id` → a property whose values are addresses; `dcat:byteSize xsd:nonNegativeInteger` → a typed one. */
const termOf = (written: string): TermDefinition => {
  const [property = '', type] = written.split(' ');
  return { '@id': iriOfCurie(property), ...(type === undefined ? {} : { '@type': type.startsWith('@') ? type : iriOfCurie(type) }) };
};

const classOf = ({ iri, terms }: ClassNames): TermDefinition =>
  Object.keys(terms).length === 0
    ? iriOfCurie(iri)
    : { '@id': iriOfCurie(iri), '@context': Object.fromEntries(Object.entries(terms).map(([name, written]) => [name, termOf(written)])) };

/** DCAT-AP 3.0.1: the names its JSON-LD context gives to classes, and to properties inside each class. The published file also
 *  maps five names such as `Xsd:dateTime`, which JSON-LD 1.1 forbids (a name in the form of an IRI); those are left out. */
export const dcatApContext: JsonLdContextDocument = {
  '@context': Object.fromEntries(Object.entries(names.classes as Readonly<Record<string, ClassNames>>).map(([name, one]) => [name, classOf(one)])),
};
