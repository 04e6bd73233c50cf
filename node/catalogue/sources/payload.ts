import { createHash } from 'node:crypto';
import type { Quad, Quad_Object, Quad_Subject } from 'n3';
import { dct } from '../../../core/vocabulary/dct.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { recordLimits } from '../../../mappings/rdf/limits.ts';
import { serialise } from '../../../mappings/rdf/serialise.ts';
import { blankNode, idOf, quad } from '../../../mappings/rdf/terms.ts';

/** A description as it waits in a run: N-Quads whose blank nodes are numbered in order of appearance, so that the same document gives the
 *  same text every time. `hash` tells an unchanged record cheaply; the version of §6.4 is canonical and decided later. */
export type Payload = { readonly iri: string; readonly text: string; readonly hash: string; readonly title: string | undefined; readonly identifiers: readonly string[] };

const numbered = (description: Description): Description => {
  const labels = new Map<string, string>();
  const rename = <T extends Quad_Subject | Quad_Object>(term: T): T => {
    if (term.termType !== 'BlankNode') return term;
    const known = labels.get(term.value);
    if (known === undefined) labels.set(term.value, `b${labels.size}`);
    return blankNode(labels.get(term.value)) as T;
  };
  const iri = description.iri.startsWith('_:') ? idOf(rename(blankNode(description.iri.slice(2)))) : description.iri;
  return { iri, quads: description.quads.map((q) => quad(rename(q.subject), q.predicate.value, rename(q.object))) };
};

const valuesOf = (description: Description, property: string): Quad[] => description.quads.filter((q) => idOf(q.subject as never) === description.iri && q.predicate.value === property);

/** @param salt what else decides the result: settings of the source, version of the rules */
export const toPayload = (description: Description, salt: string): Payload => {
  const plain = numbered(description);
  const text = serialise(plain.quads, 'application/n-quads', {});
  return {
    iri: plain.iri,
    text,
    hash: createHash('sha256').update(salt).update('\0').update(text).digest('hex'),
    title: valuesOf(plain, dct.title)[0]?.object.value.slice(0, 300),
    identifiers: [...new Set(valuesOf(plain, dct.identifier).map((q) => q.object.value.trim()).filter((value) => value !== ''))],
  };
};

/** @throws AppError of the parser when the text is not what `toPayload` wrote */
export const fromPayload = async (iri: string, text: string): Promise<Description> => {
  const quads = await parseRdf(Buffer.from(text), { mediaType: 'application/n-quads', baseIri: iri, limits: recordLimits });
  if (!iri.startsWith('_:')) return { iri, quads };
  // the parser gives labels a prefix of its own; the dataset is the subject that wears ours at the end
  const own = quads.map((q) => idOf(q.subject as never)).find((id) => id.startsWith('_:') && id.endsWith(iri.slice(2)));
  return { iri: own ?? iri, quads };
};
