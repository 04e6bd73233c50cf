import type { Library, Organization } from 'fhir/r4.d.ts';
import { AppError } from '../../core/errors.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { fdpo } from '../../core/vocabulary/fdpo.ts';
import { ldp } from '../../core/vocabulary/ldp.ts';
import { isHidden, packageToDcat } from '../ckan-to-dcat/package-to-dcat.ts';
import type { Mapped, RecordProblem } from '../dcat-builder/mapped.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { fieldsOf, given, listOf } from '../dcat-builder/values.ts';
import { splitDescriptions } from '../dcat-to-dataset/split.ts';
import { libraryToDcat } from '../fhir-to-dcat/index.ts';
import { nfdi4healthToDcat } from '../nfdi4health-to-dcat/nfdi4health-to-dcat.ts';
import { molgenisToDcat } from '../molgenis-to-dcat/molgenis-to-dcat.ts';
import type { Tables } from '../molgenis-to-dcat/tables.ts';
import { parseTable } from '../molgenis-to-dcat/tables.ts';
import { decodeText } from '../rdf/decode.ts';
import { checkJson } from './json.ts';
import { sourceLimits } from '../rdf/limits.ts';
import { parseRdf } from '../rdf/parse.ts';
import { zenodoToDcat } from '../zenodo-to-dcat/zenodo-to-dcat.ts';
import { readWorkbook } from '../xlsx-to-dcat/workbook.ts';
import { xlsxToDcat } from '../xlsx-to-dcat/xlsx-to-dcat.ts';
import { unzip } from './unzip.ts';
import { isRdf } from './rdf-kind.ts';
import type { DocumentKind } from './recognise.ts';
import { recognise } from './recognise.ts';

export type DocumentOptions = {
  /** Address the document came from: relative IRIs resolve against it, CKAN packages without `uri` are named under it. */
  readonly baseIri: string;
  readonly name: string;
  readonly language?: string | undefined;
  readonly options?: Fields;
};

const refused = (code: string, detail: string, record?: string): RecordProblem => ({ code, severity: 'refused', detail, ...(record === undefined ? {} : { record }) });

const siteOf = (options: DocumentOptions): string => (typeof options.options?.['site'] === 'string' ? options.options['site'] : new URL('.', options.baseIri).href).replace(/\/$/, '');

const rdfToDescriptions = async (bytes: Uint8Array, mediaType: string, options: DocumentOptions): Promise<Mapped> => {
  const quads = await parseRdf(bytes, { mediaType, baseIri: options.baseIri, limits: sourceLimits });
  const descriptions = splitDescriptions(quads);
  if (descriptions.length > 0) return { descriptions, problems: [] };
  const elsewhere = quads.filter((quad) => [dcat.dataset, dcat.catalog, ldp.contains, fdpo.metadataCatalog].includes(quad.predicate.value)).length;
  const why = elsewhere === 0 ? 'nothing in it is a dcat:Dataset or dcat:DatasetSeries' : `it names ${elsewhere} that are described elsewhere. Give the address of the catalogue as a source of kind "fdp"`;
  return { descriptions, problems: [refused('not-a-dataset', `${options.name} describes no dataset: ${why}.`, options.name)] };
};

const joined = (parts: readonly Mapped[]): Mapped => ({ descriptions: parts.flatMap((part) => part.descriptions), problems: parts.flatMap((part) => part.problems) });

/** Packages of an API answer, a list, or a single one. */
export const packagesOf = (value: unknown): readonly Fields[] => {
  const result = fieldsOf(value)?.['result'];
  const list = fieldsOf(result)?.['results'] ?? result ?? value;
  return listOf(list).map(fieldsOf).filter((item) => item !== undefined);
};

const ckanToDescriptions = (value: unknown, options: DocumentOptions): Mapped => {
  const packages = packagesOf(value);
  return joined(packages.filter((item) => !isHidden(item)).map((item) => packageToDcat(item, { site: siteOf(options), language: options.language })));
};

/** One record, a list, or an answer of the search API (`hits.hits`). */
export const zenodoRecords = (value: unknown): readonly Fields[] =>
  listOf(fieldsOf(fieldsOf(value)?.['hits'])?.['hits'] ?? value).map(fieldsOf).filter((item) => item !== undefined);

/** A Library, or a Bundle of Libraries and Organizations. */
const fhirToDescriptions = (value: unknown, options: DocumentOptions): Mapped => {
  const resources = fieldsOf(value)?.['resourceType'] === 'Bundle' ? listOf(fieldsOf(value)?.['entry']).map((entry) => fieldsOf(fieldsOf(entry)?.['resource'])) : listOf(value).map(fieldsOf);
  const found = resources.filter((resource) => resource !== undefined);
  const organizations = new Map(found.filter((one) => one['resourceType'] === 'Organization').map((one) => [`Organization/${String(one['id'])}`, one as unknown as Organization]));
  const libraries = found.filter((one) => one['resourceType'] === 'Library');
  if (libraries.length === 0) return { descriptions: [], problems: [refused('not-a-dataset', `${options.name} holds no Library: datasets are Libraries in FHIR.`, options.name)] };
  return joined(libraries.map((library) => libraryToDcat(library as unknown as Library, { base: siteOf(options), organizations })));
};

/** `…/Collection events.csv` → `Collection_events`. */
export const tableName = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.csv$/i, '').replace(/\s+/g, '_');

const tablesOfZip = (bytes: Uint8Array, name: string): Tables => {
  const files = unzip(bytes, name, (path) => /\.csv$/i.test(path));
  if (files.size === 0) throw new AppError('unprocessable', 'not-a-dataset', `${name} holds no CSV table.`);
  return new Map([...files].map(([path, content]) => [tableName(path), parseTable(decodeText(content), path)]));
};

const byKind = async (kind: DocumentKind, bytes: Uint8Array, options: DocumentOptions): Promise<Mapped> => {
  if (isRdf(kind)) return rdfToDescriptions(bytes, kind, options);
  const json = (): unknown => checkJson(decodeText(bytes), options.name);
  switch (kind) {
    case 'ckan':
      return ckanToDescriptions(json(), options);
    case 'zenodo':
      return joined(zenodoRecords(json()).map((record) => zenodoToDcat(record, { doi: given(options.options?.['doi']) })));
    case 'nfdi4health':
      return joined(listOf(json()).map((record) => nfdi4healthToDcat(fieldsOf(record) ?? {}, { prefix: given(options.options?.['prefix']) })));
    case 'fhir':
      return fhirToDescriptions(json(), options);
    case 'xlsx':
      return xlsxToDcat(await readWorkbook(bytes, options.name), { baseIri: options.baseIri, name: options.name, language: options.language });
    case 'csv':
      return molgenisToDcat(new Map([[tableName(options.name), parseTable(decodeText(bytes), options.name)]]), { site: siteOf(options) });
    case 'molgenis-zip':
      return molgenisToDcat(tablesOfZip(bytes, options.name), { site: siteOf(options) });
  }
};

/** Every dataset of a document of any supported kind, with what could not be said.
 *  @throws AppError `parse-error`, `too-large`, `unknown-encoding`, … when the document as a whole cannot be read */
export const documentToDescriptions = async (bytes: Uint8Array, options: DocumentOptions): Promise<Mapped & { readonly kind: DocumentKind }> => {
  const { kind, hint } = recognise(bytes, options.name);
  const mapped = await byKind(kind, bytes, options);
  const hints: RecordProblem[] = hint === undefined ? [] : [{ code: 'wrong-extension', severity: 'warning', record: options.name, detail: hint }];
  return { kind, descriptions: mapped.descriptions, problems: [...hints, ...mapped.problems] };
};
