import type { BlankNode, NamedNode, Quad, Quad_Object } from 'n3';
import type { LangText } from '../../core/languages.ts';
import type { Text } from '../../core/catalogue/record.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { blankNode, langLiteral, namedNode, nodeOf, plainLiteral, quad, typedLiteral, typeQuad } from '../rdf/terms.ts';

export type Node = NamedNode | BlankNode;

/** Datatype of a date by its form: `2024`, `2024-03`, `2024-03-31`, or an instant; plain text for anything else, so that it is found wrong later. */
export const dateDatatype = (text: string): string => {
  if (/^-?\d{4,}(Z|[+-]\d\d:\d\d)?$/.test(text)) return xsd.gYear;
  if (/^-?\d{4,}-\d\d(Z|[+-]\d\d:\d\d)?$/.test(text)) return xsd.gYearMonth;
  if (/^-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$/.test(text)) return xsd.date;
  return /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? xsd.dateTime : xsd.string;
};

/** Collects statements about nodes; absent values write nothing. */
export class QuadWriter {
  readonly quads: Quad[] = [];
  #made = 0;
  readonly #prefix: string;

  /** @param prefix of blank node labels: unique per graph, so that graphs can be joined */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  node(iri: string | undefined): Node {
    return iri === undefined ? blankNode(`${this.#prefix}${(this.#made += 1)}`) : nodeOf(iri);
  }

  typed(iri: string | undefined, type: string): Node {
    const node = this.node(iri);
    this.quads.push(typeQuad(node, type));
    return node;
  }

  add(subject: Node, property: string, object: Quad_Object): void {
    this.quads.push(quad(subject, property, object));
  }

  link(subject: Node, property: string, iri: string | undefined): void {
    if (iri !== undefined && iri !== '') this.add(subject, property, nodeOf(iri));
  }

  links(subject: Node, property: string, iris: readonly string[] | undefined): void {
    for (const iri of iris ?? []) this.link(subject, property, iri);
  }

  /** A link to a node of a list, with its class stated (catalogue.md §1.2). */
  controlled(subject: Node, property: string, iris: readonly string[] | string | undefined, type: string): void {
    for (const iri of typeof iris === 'string' ? [iris] : (iris ?? [])) {
      this.link(subject, property, iri);
      this.quads.push(typeQuad(nodeOf(iri), type));
    }
  }

  text(subject: Node, property: string, text: string | undefined): void {
    if (text !== undefined) this.add(subject, property, plainLiteral(text));
  }

  langText(subject: Node, property: string, text: LangText | undefined): void {
    for (const [lang, value] of Object.entries(text ?? {})) this.add(subject, property, langLiteral(value, lang));
  }

  texts(subject: Node, property: string, texts: readonly Text[] | undefined): void {
    for (const { text, lang = 'und' } of texts ?? []) this.add(subject, property, langLiteral(text, lang));
  }

  value(subject: Node, property: string, value: string | number | boolean | undefined, datatype: string): void {
    if (value !== undefined) this.add(subject, property, typedLiteral(String(value), datatype));
  }

  date(subject: Node, property: string, text: string | undefined): void {
    if (text !== undefined) this.add(subject, property, typedLiteral(text, dateDatatype(text)));
  }

  media(subject: Node, property: string, iri: string | undefined, type: string): void {
    if (iri === undefined) return;
    this.add(subject, property, namedNode(iri));
    this.quads.push(typeQuad(namedNode(iri), type));
  }
}
