import { createHash } from 'node:crypto';
import type { Quad } from 'n3';
import { dct } from '../../../core/vocabulary/dct.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { recordLimits } from '../../../mappings/rdf/limits.ts';
import { idOf } from '../../../mappings/rdf/terms.ts';
import type { Label } from '../version/n-quads.ts';
import { nQuad } from '../version/n-quads.ts';

/** A description as it waits in a run: N-Quads whose blank nodes are numbered in order of appearance, so that the same document gives the
 *  same text every time. `hash` tells an unchanged record cheaply; the version of §6.4 is canonical and decided later. */
export type Payload = { readonly iri: string; readonly text: string; readonly hash: string; readonly title: string | undefined; readonly identifiers: readonly string[] };

/** Labels by order of appearance, the dataset's own first. */
const numbering = (iri: string): Label => {
  const labels = new Map<string, string>(iri.startsWith('_:') ? [[iri, '_:b0']] : []);
  return (id) => {
    const known = labels.get(id);
    if (known !== undefined) return known;
    const made = `_:b${labels.size}`;
    labels.set(id, made);
    return made;
  };
};

const valuesOf = (description: Description, property: string): Quad[] => description.quads.filter((q) => idOf(q.subject as never) === description.iri && q.predicate.value === property);

/** @param salt what else decides the result: settings of the source, version of the rules */
export const toPayload = (description: Description, salt: string): Payload => {
  const label = numbering(description.iri);
  const text = description.quads.map((one) => nQuad(one, label)).join('');
  return {
    iri: description.iri.startsWith('_:') ? label(description.iri) : description.iri,
    text,
    hash: createHash('sha256').update(`${salt}\0${text}`).digest('hex'),
    title: valuesOf(description, dct.title)[0]?.object.value.slice(0, 300),
    identifiers: [...new Set(valuesOf(description, dct.identifier).map((q) => q.object.value.trim()).filter((value) => value !== ''))],
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
