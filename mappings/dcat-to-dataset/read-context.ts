import type {
  Activity, LegalBasis, Location, Period, QualifiedAttribution, QualifiedRelation, QualityAnnotation, Statement,
} from '../../core/catalogue/record.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { locn } from '../../core/vocabulary/locn.ts';
import { oa } from '../../core/vocabulary/oa.ts';
import { prov } from '../../core/vocabulary/prov.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { time } from '../../core/vocabulary/time.ts';
import type { Graph } from '../rdf/graph.ts';
import { readAgent } from './read-agent.ts';
import { iris, langText, langTextOrNothing, literal, nodes, ownIri, present, some } from './read.ts';

/** dcat:startDate and endDate, else the instants of OWL-Time. A period without either end is kept: it may be open on purpose. */
export const readPeriod = (graph: Graph, period: string): Period => {
  const instant = (property: string): string | undefined => {
    const node = nodes(graph, period, property)[0];
    if (node === undefined) return undefined;
    return literal(graph, node, time.inXSDDate) ?? literal(graph, node, time.inXSDDateTimeStamp) ?? literal(graph, node, time.inXSDDateTime);
  };
  return present<Period>({
    iri: ownIri(period),
    start: literal(graph, period, dcat.startDate) ?? instant(time.hasBeginning),
    end: literal(graph, period, dcat.endDate) ?? instant(time.hasEnd),
  });
};

/** A statement in words: rdfs:label of a provenance statement, dct:description of a purpose. */
export const readStatement = (graph: Graph, node: string, property: string): Statement =>
  present<Statement>({ iri: ownIri(node), text: langText(graph, node, property) });

export const readLegalBasis = (graph: Graph, node: string): LegalBasis =>
  present<LegalBasis>({ iri: ownIri(node), description: langTextOrNothing(graph, node, dct.description), source: some(iris(graph, node, dct.source)) });

export const readActivity = (graph: Graph, node: string): Activity =>
  present<Activity>({
    iri: ownIri(node),
    type: some(iris(graph, node, dct.type)),
    label: langTextOrNothing(graph, node, rdfs.label),
    startedAt: literal(graph, node, prov.startedAtTime),
    endedAt: literal(graph, node, prov.endedAtTime),
  });

export const readQuality = (graph: Graph, node: string): QualityAnnotation =>
  present<QualityAnnotation>({
    iri: ownIri(node),
    body: some(iris(graph, node, oa.hasBody)),
    target: some(iris(graph, node, oa.hasTarget)),
    motivatedBy: some(iris(graph, node, oa.motivatedBy)),
  });

export const readLocation = (graph: Graph, node: string): Location =>
  present<Location>({
    iri: ownIri(node),
    label: langTextOrNothing(graph, node, skos.prefLabel) ?? langTextOrNothing(graph, node, rdfs.label),
    bbox: literal(graph, node, dcat.bbox),
    centroid: literal(graph, node, dcat.centroid),
    geometry: literal(graph, node, locn.geometry),
  });

export const readRelation = (graph: Graph, node: string): QualifiedRelation =>
  present<QualifiedRelation>({ iri: ownIri(node), relation: iris(graph, node, dct.relation), role: iris(graph, node, dcat.hadRole) });

export const readAttribution = (graph: Graph, node: string): QualifiedAttribution => {
  const agent = nodes(graph, node, prov.agent)[0];
  return present<QualifiedAttribution>({ iri: ownIri(node), agent: agent === undefined ? undefined : readAgent(graph, agent), role: iris(graph, node, dcat.hadRole) });
};
