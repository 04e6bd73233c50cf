import type { Quad } from 'n3';
import { scheme } from '../../../core/vocabulary/authority.ts';
import { dct } from '../../../core/vocabulary/dct.ts';
import { skos } from '../../../core/vocabulary/skos.ts';
import { langLiteral, namedNode, quad, typeQuad } from '../../../mappings/rdf/terms.ts';
import { vocabularies, type Vocabulary } from '../../../mappings/vocabularies/index.ts';
import { IndexedDataset } from './indexed-dataset.ts';

/** What the concepts of a list are besides concepts; a group heading of `standard` is no standard, so it passes no range check (catalogue.md §2.1). */
const alsoA: Readonly<Record<string, string>> = { [scheme.standard]: dct.Standard };

const schemeQuads = (vocabulary: Vocabulary): Quad[] => {
  const node = namedNode(vocabulary.scheme);
  return [typeQuad(node, skos.ConceptScheme), quad(node, dct.title, langLiteral(vocabulary.list, 'en'))];
};

const conceptQuads = (vocabulary: Vocabulary): Quad[] =>
  vocabulary.concepts.flatMap((concept) => {
    const node = namedNode(concept.iri);
    const also = alsoA[vocabulary.scheme];
    return [
      typeQuad(node, skos.Concept),
      ...(also === undefined || concept.group === true ? [] : [typeQuad(node, also)]),
      quad(node, skos.inScheme, namedNode(vocabulary.scheme)),
      ...Object.entries(concept.labels).slice(0, 1).map(([lang, label]) => quad(node, skos.prefLabel, langLiteral(label, lang))),
    ];
  });

/** The shipped lists as statements, for the vocabulary shapes: each concept with its scheme. Made once. */
export const listGraph = (): IndexedDataset =>
  new IndexedDataset(vocabularies.flatMap((vocabulary) => [...schemeQuads(vocabulary), ...conceptQuads(vocabulary)]));
