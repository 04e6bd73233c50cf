import { adms } from '../../core/vocabulary/adms.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { dcatap } from '../../core/vocabulary/dcatap.ts';
import { dct } from '../../core/vocabulary/dct.ts';
import { foaf } from '../../core/vocabulary/foaf.ts';
import { healthdcatap } from '../../core/vocabulary/healthdcatap.ts';
import { rdfs } from '../../core/vocabulary/rdfs.ts';
import { spdx } from '../../core/vocabulary/spdx.ts';
import { xsd } from '../../core/vocabulary/xsd.ts';
import { ianaMediaTypes, scheme } from '../../core/vocabulary/authority.ts';
import { eli } from '../../core/vocabulary/eli.ts';
import type { NodeBuilder } from '../dcat-builder/node-builder.ts';
import { dated } from '../dcat-builder/node-builder.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { absoluteIri, fieldsOf, given } from '../dcat-builder/values.ts';
import type { CkanOptions } from './fields.ts';
import { isEmpty, objects, texts, values } from './fields.ts';
import { addPeriod } from './coverage.ts';

// What CKAN writes by itself says nothing about the data.
const bookkeeping = new Set(['id', 'package_id', 'position', 'state', 'created', 'metadata_modified', 'last_modified', 'revision_id', 'url_type', 'datastore_active', 'retention_period']);

const isBare = (resource: Fields): boolean => Object.entries(resource).every(([field, value]) => bookkeeping.has(field) || isEmpty(value));

/** `CSV` or `.csv` → file-type CSV; an address stays; anything longer stays as text and gets the vocabulary's finding. */
export const fileType = (value: unknown): string | undefined => {
  const text = given(value);
  if (text === undefined || absoluteIri(text) !== undefined) return text;
  const code = text.replace(/^\./, '').toUpperCase();
  return /^[A-Z0-9_]{1,12}$/.test(code) ? `${scheme.fileType}/${code}` : text;
};

/** `text/csv` → its IANA address. */
export const mediaType = (value: unknown): string | undefined => {
  const text = given(value);
  return text !== undefined && /^[a-z]+\/[a-z0-9.+-]+$/i.test(text) ? ianaMediaTypes + text.toLowerCase() : text;
};

const algorithms: Readonly<Record<string, string>> = { md5: spdx.checksumAlgorithm_md5, sha1: spdx.checksumAlgorithm_sha1, 'sha-1': spdx.checksumAlgorithm_sha1, sha256: spdx.checksumAlgorithm_sha256, 'sha-256': spdx.checksumAlgorithm_sha256 };

const addChecksum = (node: NodeBuilder, resource: Fields): void => {
  const value = given(resource['hash']);
  if (value === undefined) return;
  const named = given(resource['hash_algorithm']);
  const checksum = node.node(spdx.checksum, spdx.Checksum);
  checksum.typed(spdx.checksumValue, value.replace(/^[a-z0-9-]+:/i, ''), xsd.hexBinary);
  checksum.link(spdx.algorithm, named === undefined ? undefined : (algorithms[named.toLowerCase()] ?? named));
};

const addService = (node: NodeBuilder, service: Fields): void => {
  const built = node.node(dcat.accessService, dcat.DataService, service['uri']);
  built.text(dct.title, service['title']).text(dct.description, service['description']);
  for (const url of values(service, 'endpoint_url')) built.link(dcat.endpointURL, url);
  for (const url of values(service, 'endpoint_description')) built.link(dcat.endpointDescription, url);
  for (const dataset of values(service, 'serves_dataset')) built.link(dcat.servesDataset, dataset);
  built.link(dct.accessRights, service['access_rights']);
};

const addRights = (node: NodeBuilder, resource: Fields, language: string | undefined): void => {
  const rights = resource['rights'];
  if (absoluteIri(rights) !== undefined) node.link(dct.rights, rights, dct.RightsStatement);
  else if (!isEmpty(rights)) texts(node.node(dct.rights, dct.RightsStatement), rdfs.label, resource, 'rights', language);
};

const fill = (node: NodeBuilder, resource: Fields, options: CkanOptions): void => {
  texts(node, dct.title, resource, 'name', options.language);
  texts(node, dct.description, resource, 'description', options.language);
  node.link(dcat.accessURL, resource['access_url'] ?? resource['url']).link(dcat.downloadURL, resource['download_url']);
  node.link(dct.format, fileType(resource['format']), dct.MediaTypeOrExtent).link(dcat.mediaType, mediaType(resource['mimetype']), dct.MediaType);
  node.link(dcat.compressFormat, resource['compress_format'], dct.MediaType).link(dcat.packageFormat, resource['package_format'], dct.MediaType);
  node.typed(dcat.byteSize, resource['size'], xsd.nonNegativeInteger);
  node.link(dct.license, resource['license'], dct.LicenseDocument);
  node.link(adms.status, resource['status']).link(dcatap.availability, resource['availability']);
  dated(node, dct.issued, resource['issued']);
  dated(node, dct.modified, resource['modified']);
  for (const language of values(resource, 'language')) node.link(dct.language, language, dct.LinguisticSystem);
  for (const standard of values(resource, 'conforms_to')) node.link(dct.conformsTo, standard, dct.Standard);
  for (const page of values(resource, 'documentation')) node.link(foaf.page, page, foaf.Document);
  for (const law of values(resource, 'applicable_legislation')) node.link(dcatap.applicableLegislation, law, eli.LegalResource);
  node.typed(dcat.temporalResolution, resource['temporal_resolution'], xsd.duration).typed(dcat.spatialResolutionInMeters, resource['spatial_resolution_in_meters'], xsd.decimal);
};

/** resources[] → dcat:Distribution. A resource in which nothing is filled is dropped. */
export const addResources = (dataset: NodeBuilder, item: Fields, options: CkanOptions): void => {
  for (const resource of objects(item, 'resources')) {
    if (isBare(resource)) continue;
    const own = given(resource['id']) === undefined ? undefined : `${dataset.term.value}/resource/${encodeURIComponent(String(resource['id']))}`;
    const node = dataset.node(dcat.distribution, dcat.Distribution, absoluteIri(resource['uri']) ?? own);
    fill(node, { ...resource, access_url: given(resource['access_url']), download_url: given(resource['download_url']) }, options);
    addRights(node, resource, options.language);
    addChecksum(node, resource);
    const retention = objects(resource, 'retention_period')[0];
    // not a term of Release 8 on distributions, but the holder said it: kept as given
    if (retention !== undefined) addPeriod(node, healthdcatap.retentionPeriod, retention['start'], retention['end']);
    for (const service of objects(resource, 'access_services')) addService(node, service);
  }
};

/** analytics[] and sample[]: a bare address becomes a distribution with that access address. */
export const addFurtherDistributions = (dataset: NodeBuilder, property: string, item: Fields, field: string, options: CkanOptions): void => {
  for (const value of values(item, field)) {
    const fields = fieldsOf(value) ?? { access_url: value };
    if (isEmpty(fields)) continue;
    fill(dataset.node(property, dcat.Distribution, fields['uri']), fields, options);
  }
};
