import type { DataService, Distribution } from '../../core/catalogue/record.ts';
import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { eli } from '../../core/vocabulary/eli.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { odrl } from '../../core/vocabulary/odrl.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { skos } from '../../core/vocabulary/skos.ts';
import { spdx } from '../../core/vocabulary/spdx.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import type { Node, QuadWriter } from './quad-writer.ts';

const writeDataService = (writer: QuadWriter, service: DataService): Node => {
  const node = writer.typed(service.iri, dcat.DataService);
  writer.langText(node, dct.title, service.title);
  writer.langText(node, dct.description, service.description);
  writer.links(node, dcat.endpointURL, service.endpointUrl);
  writer.links(node, dcat.endpointDescription, service.endpointDescription);
  writer.controlled(node, dcat.servesDataset, service.servesDataset, dcat.Dataset);
  writer.controlled(node, dct.format, service.format, dct.MediaTypeOrExtent);
  writer.controlled(node, dct.license, service.licence, dct.LicenseDocument);
  writer.controlled(node, dct.accessRights, service.accessRights, dct.RightsStatement);
  writer.controlled(node, dct.conformsTo, service.conformsTo, dct.Standard);
  writer.controlled(node, dcat.landingPage, service.landingPage, foaf.Document);
  writer.controlled(node, dcatap.applicableLegislation, service.legislation, eli.LegalResource);
  return node;
};

const writeRights = (writer: QuadWriter, node: Node, distribution: Distribution): void => {
  if (distribution.rights === undefined && distribution.rightsIri === undefined) return;
  const rights = writer.typed(distribution.rightsIri, dct.RightsStatement);
  writer.add(node, dct.rights, rights);
  writer.langText(rights, rdfs.label, distribution.rights);
};

const writeLicence = (writer: QuadWriter, node: Node, distribution: Distribution): void => {
  if (distribution.licence === undefined && distribution.licenceType === undefined) return;
  const licence = writer.typed(distribution.licence, dct.LicenseDocument);
  writer.add(node, dct.license, licence);
  writer.controlled(licence, dct.type, distribution.licenceType, skos.Concept);
};

const writeChecksum = (writer: QuadWriter, node: Node, checksum: Distribution['checksum']): void => {
  if (checksum === undefined) return;
  const written = writer.typed(undefined, spdx.Checksum);
  writer.add(node, spdx.checksum, written);
  writer.controlled(written, spdx.algorithm, checksum.algorithm === '' ? undefined : checksum.algorithm, spdx.ChecksumAlgorithm);
  writer.value(written, spdx.checksumValue, checksum.value, xsd.hexBinary);
};

/** A dcat:Distribution; the property it hangs on is written by the caller. */
export const writeDistribution = (writer: QuadWriter, distribution: Distribution): Node => {
  const node = writer.typed(distribution.iri, dcat.Distribution);
  writer.langText(node, dct.title, distribution.title);
  writer.langText(node, dct.description, distribution.description);
  writer.links(node, dcat.accessURL, distribution.accessUrl);
  writer.links(node, dcat.downloadURL, distribution.downloadUrl);
  writer.controlled(node, dct.format, distribution.format, dct.MediaTypeOrExtent);
  writer.controlled(node, dcat.mediaType, distribution.mediaType, dct.MediaType);
  writer.controlled(node, dcat.compressFormat, distribution.compressFormat, dct.MediaType);
  writer.controlled(node, dcat.packageFormat, distribution.packageFormat, dct.MediaType);
  writeLicence(writer, node, distribution);
  writeRights(writer, node, distribution);
  writer.controlled(node, dcatap.availability, distribution.availability, skos.Concept);
  writer.controlled(node, adms.status, distribution.status, skos.Concept);
  writer.value(node, dcat.byteSize, distribution.byteSize, xsd.nonNegativeInteger);
  writer.controlled(node, dcatap.applicableLegislation, distribution.legislation, eli.LegalResource);
  writer.controlled(node, dct.language, distribution.language, dct.LinguisticSystem);
  writer.date(node, dct.issued, distribution.issued);
  writer.date(node, dct.modified, distribution.modified);
  writeChecksum(writer, node, distribution.checksum);
  writer.controlled(node, dct.conformsTo, distribution.conformsTo, dct.Standard);
  writer.controlled(node, foaf.page, distribution.page, foaf.Document);
  writer.controlled(node, odrl.hasPolicy, distribution.policy, odrl.Policy);
  writer.value(node, dcat.spatialResolutionInMeters, distribution.spatialResolution, xsd.decimal);
  writer.value(node, dcat.temporalResolution, distribution.temporalResolution, xsd.duration);
  for (const service of distribution.accessService ?? []) writer.add(node, dcat.accessService, writeDataService(writer, service));
  return node;
};
