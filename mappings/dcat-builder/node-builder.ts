import type { BlankNode, NamedNode, Quad, Quad_Object } from 'n3';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { blankNode, langLiteral, namedNode, plainLiteral, quad, typedLiteral, typeQuad } from '../rdf/terms.ts';
import { absoluteIri, given } from './values.ts';

/** One node of a description under construction. Every mapping from a foreign format writes its statements through this, so that empty
 *  values, texts where an address is wanted and language tags are treated alike. */
export type NodeBuilder = {
  readonly term: NamedNode | BlankNode;
  /** `rdf:type`. */
  type(iri: string): NodeBuilder;
  /** A literal; empty values are left out. The tag is kept only when it is one. */
  text(property: string, value: unknown, language?: string): NodeBuilder;
  typed(property: string, value: unknown, datatype: string): NodeBuilder;
  /** The link when `value` is an absolute IRI, else the text as it came: the validation then says what is wrong with it. */
  link(property: string, value: unknown, type?: string): NodeBuilder;
  /** A node of its own, blank unless `iri` is an address. */
  node(property: string, type?: string, iri?: unknown): NodeBuilder;
};

let built = 0;

const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** Builder for the node `iri`; all statements of it and of its nodes end in `quads`. */
export const buildNode = (iri: string): { node: NodeBuilder; quads: Quad[] } => {
  const quads: Quad[] = [];
  let blanks = 0;
  built = (built + 1) % 1_000_000;
  // a prefix per description, so that graphs can be joined
  const prefix = `b${built}_`;

  const builderOf = (term: NamedNode | BlankNode): NodeBuilder => {
    const add = (property: string, object: Quad_Object): NodeBuilder => {
      quads.push(quad(term, property, object));
      return self;
    };
    const self: NodeBuilder = {
      term,
      type: (type) => {
        quads.push(typeQuad(term, type));
        return self;
      },
      text: (property, value, language) => {
        const text = given(value);
        if (text === undefined) return self;
        return add(property, language !== undefined && languageTag.test(language) ? langLiteral(text, language.toLowerCase()) : plainLiteral(text));
      },
      typed: (property, value, datatype) => {
        const text = given(value);
        return text === undefined ? self : add(property, typedLiteral(text, datatype));
      },
      link: (property, value, type) => {
        const target = absoluteIri(value);
        if (target === undefined) return self.text(property, value);
        add(property, namedNode(target));
        if (type !== undefined) quads.push(typeQuad(namedNode(target), type));
        return self;
      },
      node: (property, type, address) => {
        const target = absoluteIri(address);
        blanks += 1;
        const child = target === undefined ? blankNode(`${prefix}${blanks}`) : namedNode(target);
        add(property, child);
        const built = builderOf(child);
        return type === undefined ? built : built.type(type);
      },
    };
    return self;
  };

  return { node: builderOf(namedNode(iri)), quads };
};

/** `xsd:date` or `xsd:dateTime` by the form of the value, `xsd:gYear` for four digits, plain text for anything else. */
export const dated = (node: NodeBuilder, property: string, value: unknown): NodeBuilder => {
  const text = given(value);
  if (text === undefined) return node;
  if (/^\d{4}$/.test(text)) return node.typed(property, text, xsd.gYear);
  if (/^\d{4}-\d{2}$/.test(text)) return node.typed(property, text, xsd.gYearMonth);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return node.typed(property, text, xsd.date);
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.test(text)) return node.typed(property, text, xsd.dateTime);
  return node.text(property, text);
};
