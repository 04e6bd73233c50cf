import type { DataService, Distribution } from '../../core/catalogue/record.ts';
import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { odrl } from '../../core/vocabulary/odrl.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { spdx } from '../../core/vocabulary/spdx.ts';
import type { Graph } from '../rdf/graph.ts';
import { iri, iris, langText, langTextOrNothing, literal, nodes, number, ownIri, present, some } from './read.ts';

const readChecksum = (graph: Graph, distribution: string): Distribution['checksum'] => {
  const node = nodes(graph, distribution, spdx.checksum)[0];
  const value = node === undefined ? undefined : literal(graph, node, spdx.checksumValue);
  return node === undefined || value === undefined ? undefined : { algorithm: iri(graph, node, spdx.algorithm) ?? '', value };
};

const readDataService = (graph: Graph, service: string): DataService =>
  present<DataService>({
    iri: ownIri(service),
    title: langText(graph, service, dct.title),
    description: langTextOrNothing(graph, service, dct.description),
    endpointUrl: iris(graph, service, dcat.endpointURL),
    endpointDescription: some(iris(graph, service, dcat.endpointDescription)),
    servesDataset: some(iris(graph, service, dcat.servesDataset)),
    format: some(iris(graph, service, dct.format)),
    licence: iri(graph, service, dct.license),
    accessRights: iri(graph, service, dct.accessRights),
    conformsTo: some(iris(graph, service, dct.conformsTo)),
    landingPage: some(iris(graph, service, dcat.landingPage)),
    legislation: some(iris(graph, service, dcatap.applicableLegislation)),
  });

const rightsOf = (graph: Graph, distribution: string) => {
  const rights = nodes(graph, distribution, dct.rights)[0];
  return rights === undefined ? {} : { rights: langTextOrNothing(graph, rights, rdfs.label), rightsIri: ownIri(rights) };
};

const licenceOf = (graph: Graph, distribution: string) => {
  const licence = nodes(graph, distribution, dct.license)[0];
  return licence === undefined ? {} : { licence: ownIri(licence), licenceType: iri(graph, licence, dct.type) };
};

/** A dcat:Distribution, whatever property it hangs on (catalogue.md §1.7). */
export const readDistribution = (graph: Graph, distribution: string, kind: Distribution['kind']): Distribution => {
  const { rights, rightsIri } = rightsOf(graph, distribution);
  const { licence, licenceType } = licenceOf(graph, distribution);
  const services = nodes(graph, distribution, dcat.accessService).filter((service) => graph.has(service));
  return present<Distribution>({
    iri: distribution,
    kind,
    title: langTextOrNothing(graph, distribution, dct.title),
    description: langTextOrNothing(graph, distribution, dct.description),
    accessUrl: iris(graph, distribution, dcat.accessURL),
    downloadUrl: iris(graph, distribution, dcat.downloadURL),
    format: iri(graph, distribution, dct.format),
    mediaType: iri(graph, distribution, dcat.mediaType),
    licence,
    licenceType,
    rights,
    rightsIri,
    availability: iri(graph, distribution, dcatap.availability),
    status: iri(graph, distribution, adms.status),
    byteSize: number(graph, distribution, dcat.byteSize),
    legislation: iris(graph, distribution, dcatap.applicableLegislation),
    language: iris(graph, distribution, dct.language),
    issued: literal(graph, distribution, dct.issued),
    modified: literal(graph, distribution, dct.modified),
    checksum: readChecksum(graph, distribution),
    conformsTo: iris(graph, distribution, dct.conformsTo),
    compressFormat: iri(graph, distribution, dcat.compressFormat),
    packageFormat: iri(graph, distribution, dcat.packageFormat),
    page: some(iris(graph, distribution, foaf.page)),
    policy: iri(graph, distribution, odrl.hasPolicy),
    spatialResolution: literal(graph, distribution, dcat.spatialResolutionInMeters),
    temporalResolution: literal(graph, distribution, dcat.temporalResolution),
    accessService: some(services.map((service) => readDataService(graph, service))),
  });
};
