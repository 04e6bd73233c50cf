import type { Attachment, Extension } from 'fhir/r4.d.ts';
import type { Distribution } from '../../core/catalogue/record.ts';
import { ianaMediaTypes } from '../../core/vocabulary/authority.ts';
import { compact, elementOf, ext, extMany, extMaybe, mainOf, textExt } from './ext.ts';

const largestUnsignedInt = 2_147_483_647;
const uri = (valueUri: string) => ({ valueUri });

const extensionsOf = (d: Distribution, main: string): Extension[] => [
  ext('content-kind', { valueCode: d.kind }),
  ...(d.iri.startsWith('_:') ? [] : [ext('iri', uri(d.iri))]),
  ...extMany('access-url', d.accessUrl.slice(1), uri), ...extMany('download-url', d.downloadUrl, uri), ...extMaybe('format', d.format, uri),
  ...(d.mediaType === undefined || d.mediaType.startsWith(ianaMediaTypes) ? [] : [ext('media-type', uri(d.mediaType))]),
  ...extMaybe('licence', d.licence, uri), ...extMaybe('licence-type', d.licenceType, uri), ...extMaybe('rights-iri', d.rightsIri, uri), ...textExt('rights', d.rights ?? {}, main, 'markdown'),
  ...textExt('description', d.description ?? {}, main, 'markdown'), ...extMaybe('availability', d.availability, uri), ...extMaybe('status', d.status, uri),
  ...extMany('applicable-legislation', d.legislation, uri), ...extMany('language', d.language, uri), ...extMany('conforms-to', d.conformsTo, uri), ...extMany('page', d.page, uri),
  ...extMaybe('compress-format', d.compressFormat, uri), ...extMaybe('package-format', d.packageFormat, uri),
  ...extMaybe('issued', d.issued, (valueString) => ({ valueString })), ...extMaybe('modified', d.modified, (valueString) => ({ valueString })),
  // a decimal, because FHIR integers end at 2^31-1
  ...(d.byteSize === undefined || d.byteSize <= largestUnsignedInt ? [] : [ext('byte-size', { valueDecimal: d.byteSize })]),
  ...(d.checksum === undefined ? [] : [ext('checksum', { extension: [ext('algorithm', uri(d.checksum.algorithm)), ext('value', { valueString: d.checksum.value })] })]),
  ...extMaybe('temporal-resolution', d.temporalResolution, (valueString) => ({ valueString })), ...extMaybe('spatial-resolution', d.spatialResolution, (valueString) => ({ valueString })),
];

/** A distribution, sample or analytics as Attachment (catalogue.md §4.2). Policies and data services of a distribution are not carried. */
export const toAttachment = (d: Distribution, main: string): Attachment => {
  const title = mainOf(d.title ?? {}, main);
  return compact<Attachment>({
    extension: extensionsOf(d, main),
    ...(d.mediaType?.startsWith(ianaMediaTypes) === true ? { contentType: d.mediaType.slice(ianaMediaTypes.length) } : {}),
    ...(d.accessUrl[0] === undefined ? {} : { url: d.accessUrl[0] }),
    ...(d.byteSize === undefined || d.byteSize > largestUnsignedInt ? {} : { size: d.byteSize }),
    ...(title === undefined ? {} : { title: title.text, ...(elementOf(d.title ?? {}, main) === undefined ? {} : { _title: elementOf(d.title ?? {}, main) }) }),
    ...(d.issued !== undefined && isFhirDate(d.issued) ? { creation: d.issued } : {}),
  } as Attachment);
};

/** What FHIR takes as dateTime: year, month, day, or an instant with seconds and zone. */
export const isFhirDate = (text: string): boolean => /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/.test(text);
