import type { Quad, Quad_Object, Quad_Subject } from 'n3';
import { adms } from '../../core/vocabulary/adms.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { owl } from '../../core/vocabulary/owl.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import type { Description } from '../../mappings/rdf/description.ts';
import { idOf, namedNode, nodeOf, plainLiteral, quad, typeQuad } from '../../mappings/rdf/terms.ts';

const renamed = <T extends Quad_Subject | Quad_Object>(term: T, from: string, to: Quad_Subject): T => (idOf(term as never) === from ? (to as T) : term);

const moved = (q: Quad, from: string, to: Quad_Subject): Quad => {
  const subject = renamed(q.subject, from, to);
  const object = renamed(q.object, from, to);
  return subject === q.subject && object === q.object ? q : quad(subject, q.predicate.value, object);
};

/** The identifiers a description came with, as adms:identifier of the record (catalogue.md §6.6, identifier rule). */
const earlierIdentifiers = (own: string, values: readonly string[], agency: string | undefined): Quad[] =>
  values.flatMap((value, at) => {
    const node = namedNode(`${own}#identifier-${at + 1}`);
    return [
      quad(namedNode(own), adms.identifier, node),
      typeQuad(node, adms.Identifier),
      quad(node, skos.notation, plainLiteral(value)),
      ...(agency === undefined ? [] : [quad(node, adms.schemaAgency, plainLiteral(agency))]),
    ];
  });

/** A holder's description as this node's own record: own IRI and own dct:identifier; the received identifiers move to adms:identifier, the received
 *  IRI stays as owl:sameAs. The same input gives the same output, so an unchanged source changes nothing.
 *  @param own IRI of the record on this node
 *  @param agency who issued the identifiers, when known */
export const takeOver = (description: Description, own: string, agency: string | undefined): Description => {
  if (description.iri === own) return description;
  const subject = nodeOf(own);
  const isIdentifier = (q: Quad) => idOf(q.subject as never) === description.iri && q.predicate.value === dct.identifier;
  const received = [...new Set(description.quads.filter(isIdentifier).map((q) => q.object.value))].sort();
  const kept = description.quads
    .filter((q) => !isIdentifier(q))
    .map((q) => moved(q, description.iri, subject));
  const same = description.iri.startsWith('_:') ? [] : [quad(subject, owl.sameAs, nodeOf(description.iri))];
  return { iri: own, quads: [...kept, quad(subject, dct.identifier, plainLiteral(own)), ...same, ...earlierIdentifiers(own, received, agency)] };
};

/** IRIs a description says it is the same as. */
export const sameAsOf = (description: Description): readonly string[] =>
  description.quads.filter((q) => idOf(q.subject as never) === description.iri && q.predicate.value === owl.sameAs).map((q) => q.object.value);
