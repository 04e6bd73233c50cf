import type { Quad } from 'n3';
import { adms } from '../../core/vocabulary/adms.ts';
import { propertiesOf } from '../../core/catalogue/properties.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { rdf } from '../../core/vocabulary/rdf.ts';
import { vcard } from '../../core/vocabulary/vcard.ts';
import type { Description } from '../rdf/description.ts';
import { typeQuad } from '../rdf/terms.ts';

/** Property → class of its value, per class of the subject: dct:type, dct:source and dct:conformsTo mean different things on different classes. */
const ranges = new Map<string, ReadonlyMap<string, string>>(
  Object.entries(propertiesOf).map(([type, properties]) => [type, new Map(properties.flatMap(({ iri, range }) => (range === undefined ? [] : [[iri, range] as const])))]),
);

/** Subclasses that say enough: stating the general class too is what Release 8 asks for (catalogue.md §1.9). */
const generalOf: Readonly<Record<string, string>> = {
  [foaf.Organization]: foaf.Agent, [foaf.Person]: foaf.Agent, 'http://www.w3.org/ns/org#Organization': foaf.Agent, [prov.Agent]: foaf.Agent,
  [vcard.Organization]: vcard.Kind, [vcard.Individual]: vcard.Kind, [vcard.Group]: vcard.Kind, [vcard.VCard]: vcard.Kind,
};

/** A value of these may be a dataset elsewhere, a paper or anything: its class is not ours to state. */
const notOurs = new Set<string>([dct.source, dcat.hadRole, dcat.hasVersion]);

const id = (term: object): string => (term as { id: string }).id;

const typesOf = (quads: readonly Quad[]): Map<string, Set<string>> => {
  const types = new Map<string, Set<string>>();
  for (const quad of quads) {
    if (quad.predicate.value !== rdf.type) continue;
    const known = types.get(id(quad.subject));
    if (known === undefined) types.set(id(quad.subject), new Set([quad.object.value]));
    else known.add(quad.object.value);
  }
  return types;
};

/** States the class of every node a known property refers to, EU authority values included, as the range shapes ask (catalogue.md §1.2).
 *  Runs until nothing is added: the class of a node decides what its own properties mean. */
export const stateClasses = (description: Description): Description => {
  const quads = [...description.quads];
  const types = typesOf(quads);
  const state = (subject: Quad['subject'], type: string): boolean => {
    const known = types.get(id(subject)) ?? new Set<string>();
    if (known.has(type)) return false;
    types.set(id(subject), known.add(type));
    quads.push(typeQuad(subject, type));
    return true;
  };
  const stateRange = (quad: Quad): boolean => {
    if (quad.object.termType === 'Literal' || notOurs.has(quad.predicate.value)) return false;
    let added = false;
    for (const type of [...(types.get(id(quad.subject)) ?? [])]) {
      const range = ranges.get(type)?.get(quad.predicate.value);
      if (range !== undefined) added = state(quad.object as Quad['subject'], range) || added;
    }
    return added;
  };
  const stateGeneral = (subject: Quad['subject']): boolean => {
    let added = false;
    for (const type of [...(types.get(id(subject)) ?? [])]) if (generalOf[type] !== undefined) added = state(subject, generalOf[type]) || added;
    return added;
  };
  for (let again = true; again; ) {
    again = false;
    for (const quad of description.quads) again = stateGeneral(quad.subject) || stateRange(quad) || again;
  }
  return { iri: description.iri, quads };
};

/** Properties whose values are agents: the nodes that must have IRIs to be shared (catalogue.md §1.9). */
export const agentProperties = new Set<string>(
  [...Object.values(propertiesOf)].flat().filter(({ range }) => range === foaf.Agent).map(({ iri }) => iri),
);
/** Distributions travel as entities of their own in the feed. */
export const distributionProperties = new Set<string>([dcat.distribution, healthdcatap.analytics, adms.sample]);
