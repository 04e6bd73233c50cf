import type { Quad } from 'n3';
import { adms } from '../../../core/vocabulary/adms.ts';
import { cv } from '../../../core/vocabulary/cv.ts';
import { dcat } from '../../../core/vocabulary/dcat.ts';
import { dqv } from '../../../core/vocabulary/dqv.ts';
import { fdpo } from '../../../core/vocabulary/fdpo.ts';
import { foaf } from '../../../core/vocabulary/foaf.ts';
import { hydra } from '../../../core/vocabulary/hydra.ts';
import { ldp } from '../../../core/vocabulary/ldp.ts';
import { rdf } from '../../../core/vocabulary/rdf.ts';
import { vcard } from '../../../core/vocabulary/vcard.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { graphOf, keyOf, type Graph } from '../../../mappings/rdf/graph.ts';

/** Statements that change without the description changing (catalogue.md §6.4). */
const volatile = new Set<string>([fdpo.metadataIssued, fdpo.metadataModified, dqv.hasQualityMeasurement]);
const volatileNamespaces = [hydra.$iri, ldp.$iri];
const isVolatile = (predicate: string): boolean => volatile.has(predicate) || volatileNamespaces.some((start) => predicate.startsWith(start));

/** Shared nodes: they have records and events of their own, and a description names them by IRI only. */
const sharedClasses = new Set<string>([foaf.Agent, foaf.Organization, foaf.Person, vcard.Kind, vcard.Organization, vcard.Individual, vcard.Group, cv.ContactPoint, dcat.Catalog, dcat.CatalogRecord, dcat.Dataset, dcat.DatasetSeries, dcat.DataService]);
const sharedBy = new Set<string>([dcat.contactPoint, dcat.accessService, dcat.inSeries, adms.schemaAgency]);

/** A node that only has a class stated says nothing that its reference did not say: authority values, documents. A shared one speaks for itself. */
const speaksHere = (graph: Graph, id: string): boolean => {
  let says = false;
  for (const quad of graph.about(id)) {
    if (quad.predicate.value !== rdf.type) says = true;
    else if (sharedClasses.has(quad.object.value)) return false;
  }
  return says;
};

const isOwned = (graph: Graph, quad: Quad): boolean => {
  if (quad.object.termType === 'BlankNode') return true;
  if (quad.object.termType !== 'NamedNode' || quad.predicate.value === rdf.type || sharedBy.has(quad.predicate.value)) return false;
  return speaksHere(graph, keyOf(quad.object));
};

/** The statements a description version is made of: the dataset, its blank nodes, distributions, variables and other nodes it owns, without
 *  volatile statements; agents, contact points and other records by IRI only (catalogue.md §6.4). */
export const ownGraph = (description: Description): Quad[] => {
  const graph = graphOf(description.quads);
  const quads: Quad[] = [];
  const seen = new Set([description.iri]);
  const waiting = [description.iri];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const quad of graph.about(next)) {
      if (isVolatile(quad.predicate.value)) continue;
      quads.push(quad);
      if (quad.object.termType === 'Literal') continue;
      const target = keyOf(quad.object);
      if (seen.has(target) || !isOwned(graph, quad)) continue;
      seen.add(target);
      waiting.push(target);
    }
  }
  return quads;
};
