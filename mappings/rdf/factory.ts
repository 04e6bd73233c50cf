import n3 from 'n3';
import type { Quad, Quad_Object, Quad_Predicate, Quad_Subject } from 'n3';
import { AppError } from '../../core/errors.ts';
import type { ParseLimits } from './limits.ts';

const { DataFactory } = n3;

let documents = 0;

const refuseIri = (iri: string, limit: number): never => {
  throw new AppError('invalid', 'bad-iri', `An address of ${iri.length} characters is longer than the limit of ${limit}: ${iri.slice(0, 80)}…`);
};

/** The data factory every parser here gets: it counts and measures while the parser works, so a hostile document is refused before it fills memory.
 *  Blank nodes get a prefix per document, so that graphs can be joined. All graphs become the default graph unless `keepGraphs`. */
export const limitedFactory = (limits: ParseLimits, keepGraphs: boolean) => {
  let quads = 0;
  documents = (documents + 1) % 1_000_000;
  const prefix = `d${documents}_`;
  const generated = `d${documents}g`;
  let made = 0;
  return {
    ...DataFactory,
    namedNode: (iri: string) => (iri.length > limits.maxIriLength ? refuseIri(iri, limits.maxIriLength) : DataFactory.namedNode(iri)),
    blankNode: (label?: string) => DataFactory.blankNode(label === undefined ? `${generated}${(made += 1)}` : label.startsWith(prefix) ? label : prefix + label),
    literal: (text: string, other?: string | ReturnType<typeof DataFactory.namedNode> | null) => {
      if (text.length > limits.maxLiteralLength) {
        throw new AppError('too-large', 'too-large', `A text of ${text.length} characters is longer than the limit of ${limits.maxLiteralLength}: "${text.slice(0, 80)}…"`);
      }
      // the JSON-LD reader passes null for "no datatype"
      return DataFactory.literal(text, other ?? undefined);
    },
    quad: (subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object, graph?: Quad['graph']): Quad => {
      quads += 1;
      if (quads > limits.maxQuads) {
        throw new AppError('too-large', 'too-many-quads', `The document has more than ${limits.maxQuads} statements, which is the limit. Send it in smaller parts.`);
      }
      if ((object.termType as string) === 'Quad' || (subject.termType as string) === 'Quad') {
        throw new AppError('invalid', 'parse-error', 'Statements about statements (RDF-star, RDF 1.2) are not read here.');
      }
      return DataFactory.quad(subject, predicate, object, keepGraphs ? graph : undefined);
    },
  };
};
export type LimitedFactory = ReturnType<typeof limitedFactory>;
