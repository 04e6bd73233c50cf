import type { Literal, Quad } from 'n3';
import { rdf } from '../../core/vocabulary/rdf.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';

/* Own writer, because going through a store is not lossless: oxigraph gives xsd:nonNegativeInteger back as xsd:integer, which the shapes refuse. */

const name = /[A-Za-z_\u00c0-\uffef][\w.\-\u00b7\u00c0-\uffef]*$/;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
const escape = (text: string): string => (/[&<>"\r]/.test(text) ? text.replace(/[&<>"\r]/g, (char) => escapes[char] ?? char) : text);
const attribute = (text: string): string => escape(text).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
/** Characters XML 1.0 cannot carry in any form. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

type Names = { readonly declared: Map<string, string>; readonly qname: (iri: string) => string | undefined };

const namesWith = (prefixes: Readonly<Record<string, string>>): Names => {
  const byNamespace = new Map(Object.entries(prefixes).map(([prefix, iri]) => [iri, prefix]));
  const declared = new Map<string, string>([[rdf.$iri, 'rdf']]);
  const prefixOf = (namespace: string): string => {
    const known = declared.get(namespace) ?? byNamespace.get(namespace) ?? `ns${declared.size}`;
    declared.set(namespace, known);
    return known;
  };
  const qname = (iri: string): string | undefined => {
    const local = name.exec(iri)?.[0];
    return local === undefined || local.length === iri.length ? undefined : `${prefixOf(iri.slice(0, -local.length))}:${local}`;
  };
  return { declared, qname };
};

const literalElement = (tag: string, literal: Literal): string => {
  const about = literal.language !== '' ? ` xml:lang="${literal.language}"` : literal.datatype.value === xsd.string ? '' : ` rdf:datatype="${attribute(literal.datatype.value)}"`;
  return `    <${tag}${about}>${escape(literal.value)}</${tag}>`;
};

const propertyElement = (quad: Quad, names: Names): string | undefined => {
  const tag = names.qname(quad.predicate.value);
  if (tag === undefined || unwritable.test(quad.object.value)) return undefined;
  if (quad.object.termType === 'Literal') return literalElement(tag, quad.object);
  const target = quad.object.termType === 'BlankNode' ? `rdf:nodeID="${quad.object.value}"` : `rdf:resource="${attribute(quad.object.value)}"`;
  return `    <${tag} ${target}/>`;
};

const subjectElement = (quads: readonly Quad[], names: Names, left: string[]): string => {
  const [{ subject }] = quads as [Quad];
  const about = subject.termType === 'BlankNode' ? `rdf:nodeID="${subject.value}"` : `rdf:about="${attribute(subject.value)}"`;
  const lines = quads.flatMap((quad) => {
    const line = propertyElement(quad, names);
    if (line === undefined) left.push(quad.predicate.value);
    return line ?? [];
  });
  return `  <rdf:Description ${about}>\n${lines.join('\n')}\n  </rdf:Description>`;
};

/** RDF/XML, one rdf:Description per subject. A statement XML cannot carry (a property whose name is no XML name, a control character) is left out and counted in
 *  a comment: the other formats have it. */
export const writeRdfXml = (quads: readonly Quad[], prefixes: Readonly<Record<string, string>>): string => {
  const names = namesWith(prefixes);
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) {
    const id = (quad.subject as { id: string }).id;
    const known = bySubject.get(id);
    if (known === undefined) bySubject.set(id, [quad]);
    else known.push(quad);
  }
  const left: string[] = [];
  const body = [...bySubject.values()].map((group) => subjectElement(group, names, left));
  const comment = left.length === 0 ? '' : `\n  <!-- ${left.length} statements cannot be written in RDF/XML and are in the other formats only -->`;
  const declarations = [...names.declared].map(([iri, prefix]) => `xmlns:${prefix}="${attribute(iri)}"`).join('\n  ');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF ${declarations}>${comment}\n${body.join('\n')}\n</rdf:RDF>\n`;
};
