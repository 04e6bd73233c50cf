import n3 from 'n3';
import type { Quad } from 'n3';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { dqv } from '../../core/vocabulary/dqv.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { propertiesOf } from '../../core/catalogue/properties.ts';
import { rdf } from '../../core/vocabulary/rdf.ts';
import { namedNode } from '../rdf/terms.ts';
import { noteChange, type Work } from './work.ts';

/** Whole namespaces met under another address (catalogue.md §1.1 and national drafts). Longest first, so `…/#` wins over `…/`. */
const namespaces: readonly (readonly [from: string, to: string])[] = [
  ['http://data.europa.eu/r5r/healthdcatap#', healthdcatap.$iri],
  ['https://healthdcat-ap.github.io/#', healthdcatap.$iri],
  ['https://healthdcat-ap.github.io/', healthdcatap.$iri],
  ['https://w3c.github.io/dpv/2.0/dpv/', 'https://w3id.org/dpv#'],
  ['https://w3c.github.io/dpv/2.1/dpv/', 'https://w3id.org/dpv#'],
  ['https://www.w3.org/TR/2016/NOTE-vocab-dqv-20161215/', dqv.$iri],
  ['https://www.w3.org/TR/prov-o/', 'http://www.w3.org/ns/prov#'],
  ['https://www.w3.org/TR/skos-reference/', 'http://www.w3.org/2004/02/skos/core#'],
  ['https://www.dcat-ap.de/', 'http://data.europa.eu/r5r/'],
  ['http://spdx.org/rdf/terms/2.3', 'http://spdx.org/rdf/terms#'],
  ['https://schema.org/', 'http://schema.org/'],
];

const local = (iri: string, start: string): string => iri.slice(start.length).toLowerCase();
const known = new Map<string, string>();
for (const properties of Object.values(propertiesOf)) for (const { iri } of properties) if (iri.startsWith(healthdcatap.$iri)) known.set(local(iri, healthdcatap.$iri), iri);
for (const [wrong, right] of [
  ['minimumtypicalage', healthdcatap.minTypicalAge], ['maximumtypicalage', healthdcatap.maxTypicalAge], ['qualityannotation', dqv.hasQualityAnnotation],
  ['publishernote', healthdcatap.publisherNote], ['publishertype', healthdcatap.publisherType], ['trusteddataholder', healthdcatap.trustedDataHolder],
] as const) known.set(wrong, right);

const renamed: Readonly<Record<string, string>> = {
  [csvw.titles]: csvw.title,
  'http://www.w3.org/ns/dcat#licence': dct.license,
  'http://www.w3.org/ns/dqv#hasBody': 'http://www.w3.org/ns/oa#hasBody',
};

const inNewNamespace = (iri: string): string => {
  for (const [from, to] of namespaces) if (iri.startsWith(from)) return to + iri.slice(from.length);
  return iri;
};

/** Right name of a property: namespace, then letter case and a trailing colon for our own names, then single renames. */
const propertyName = (iri: string): string => {
  const moved = inNewNamespace(iri);
  const ours = moved.startsWith(healthdcatap.$iri) ? (known.get(local(moved, healthdcatap.$iri).replace(/:+$/, '')) ?? moved) : moved.replace(/:+$/, '');
  return renamed[ours] ?? ours;
};

const classes = new Map<string, string>();
for (const iri of [...Object.keys(propertiesOf), ...Object.values(propertiesOf).flat().flatMap(({ range }) => range ?? []), dcat.Catalog]) classes.set(iri.toLowerCase(), iri);

const className = (iri: string): string => {
  const moved = inNewNamespace(iri);
  return classes.get(moved.toLowerCase()) ?? moved;
};

const memo = (find: (iri: string) => string) => {
  const found = new Map<string, string>();
  return (iri: string): string => {
    const before = found.get(iri);
    if (before !== undefined) return before;
    const after = find(iri);
    if (found.size < 20_000) found.set(iri, after);
    return after;
  };
};
const nameOfProperty = memo(propertyName);
const nameOfClass = memo(className);

const renameQuad = (work: Work, quad: Quad): Quad => {
  const property = nameOfProperty(quad.predicate.value);
  const isClass = property === rdf.type && quad.object.termType === 'NamedNode';
  const type = isClass ? nameOfClass(quad.object.value) : quad.object.value;
  if (property === quad.predicate.value && type === quad.object.value) return quad;
  const object = isClass ? namedNode(type) : quad.object;
  const made = n3.DataFactory.quad(quad.subject, namedNode(property), object);
  if (property !== quad.predicate.value) {
    const sameName = property.split(/[/#]/).at(-1) === quad.predicate.value.split(/[/#]/).at(-1);
    noteChange(work, sameName ? 'namespace' : 'property', made, quad.predicate.value, property);
  } else noteChange(work, 'class', made, quad.object.value, type);
  return made;
};

/** Step 3 of catalogue.md §3.2, first half: namespaces, property names, letter case of classes. */
export const rename = (work: Work): void => {
  work.quads = work.quads.map((quad) => renameQuad(work, quad));
};
