import { AppError } from '../../core/errors.ts';
import { isHidden, packageToDcat } from '../ckan-to-dcat/package-to-dcat.ts';
import type { Mapped, RecordProblem } from '../dcat-builder/mapped.ts';
import type { Fields } from '../dcat-builder/values.ts';
import { fieldsOf, listOf } from '../dcat-builder/values.ts';
import { splitDescriptions } from '../dcat-to-dataset/split.ts';
import { decodeText } from '../rdf/decode.ts';
import { checkJson } from './json.ts';
import { parseRdf } from '../rdf/parse.ts';
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
  const descriptions = splitDescriptions(await parseRdf(bytes, { mediaType, baseIri: options.baseIri }));
  if (descriptions.length > 0) return { descriptions, problems: [] };
  return { descriptions, problems: [refused('not-a-dataset', `${options.name} describes no dataset: nothing in it is a dcat:Dataset or dcat:DatasetSeries.`, options.name)] };
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

const byKind = async (kind: DocumentKind, bytes: Uint8Array, options: DocumentOptions): Promise<Mapped> => {
  if (isRdf(kind)) return rdfToDescriptions(bytes, kind, options);
  const json = (): unknown => checkJson(decodeText(bytes), options.name);
  switch (kind) {
    case 'ckan':
      return ckanToDescriptions(json(), options);
    default:
      throw new AppError('unsupported-media-type', 'parse-error', `${options.name} is recognised, but cannot be read yet.`);
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
