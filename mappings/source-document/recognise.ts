import { AppError } from '../../core/errors.ts';
import type { RdfMediaType } from '../rdf/media-types.ts';
import { rdfMediaTypeOfFile, sniff } from '../rdf/media-types.ts';
import { fieldsOf, listOf } from '../dcat-builder/values.ts';

/** What a document is, told by its content; its name is only asked when the content leaves it open. */
export type DocumentKind = RdfMediaType | 'ckan' | 'fhir' | 'zenodo' | 'nfdi4health' | 'xlsx' | 'molgenis-zip' | 'csv';

const words: Readonly<Record<DocumentKind, string>> = {
  'text/turtle': 'Turtle', 'application/trig': 'TriG', 'application/n-triples': 'N-Triples', 'application/n-quads': 'N-Quads', 'application/ld+json': 'JSON-LD', 'application/rdf+xml': 'RDF/XML',
  ckan: 'a CKAN package', fhir: 'FHIR JSON', zenodo: 'a Zenodo record', nfdi4health: 'an NFDI4Health record', xlsx: 'an Excel workbook', 'molgenis-zip': 'a ZIP archive of tables', csv: 'a CSV table',
};

const extensions: Readonly<Record<DocumentKind, readonly string[]>> = {
  'text/turtle': ['ttl', 'turtle', 'n3'], 'application/trig': ['trig'], 'application/n-triples': ['nt'], 'application/n-quads': ['nq'], 'application/ld+json': ['jsonld', 'json'], 'application/rdf+xml': ['rdf', 'xml', 'owl'],
  ckan: ['json'], fhir: ['json'], zenodo: ['json'], nfdi4health: ['json'], xlsx: ['xlsx'], 'molgenis-zip': ['zip'], csv: ['csv'],
};

const has = (value: unknown, ...fields: readonly string[]): boolean => {
  const object = fieldsOf(value);
  return object !== undefined && fields.every((field) => object[field] !== undefined);
};

/** Which kind of JSON it is, by the members only that kind has. */
export const recogniseJson = (value: unknown): DocumentKind | undefined => {
  if (has(value, 'resourceType')) return 'fhir';
  if (has(value, 'resource') && has(fieldsOf(value)?.['resource'], 'titles')) return 'nfdi4health';
  if (has(value, '@context') || has(value, '@graph') || has(value, '@id')) return 'application/ld+json';
  const result = fieldsOf(fieldsOf(value)?.['result']);
  if (has(value, 'success', 'result') || Array.isArray(result?.['results'])) return 'ckan';
  const first = listOf(value)[0];
  if (has(first, '@id') || has(first, '@type')) return 'application/ld+json';
  if (has(first, 'metadata') || has(first, 'upload_type') || (has(first, 'title', 'creators'))) return 'zenodo';
  if (has(first, 'name', 'resources') || has(first, 'title', 'notes') || has(first, 'owner_org')) return 'ckan';
  return undefined;
};

const start = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.subarray(0, 4096)).replace(/^\uFEFF/, '').trimStart();

const parsedJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};

const zipKind = (bytes: Uint8Array): DocumentKind => (new TextDecoder('latin1').decode(bytes).includes('xl/workbook') ? 'xlsx' : 'molgenis-zip');

const byContent = (bytes: Uint8Array): DocumentKind | 'html' | undefined => {
  const found = sniff(bytes);
  if (found === 'zip') return zipKind(bytes);
  if (found === 'application/ld+json') return recogniseJson(parsedJson(bytes)) ?? 'application/ld+json';
  if (found !== undefined) return found;
  const head = start(bytes).split('\n', 1)[0] ?? '';
  return head.split(',').length > 2 && /^"?(id|resource|name)"?,/i.test(head) ? 'csv' : undefined;
};

export type Recognised = { readonly kind: DocumentKind; /** A sentence when the name says something else than the content. */ readonly hint?: string };

const extensionOf = (name: string): string => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The kind of a document. @throws AppError `parse-error` for an HTML page or something unknown, `not-a-dataset` for an empty file */
export const recognise = (bytes: Uint8Array, name: string): Recognised => {
  if (start(bytes) === '') throw new AppError('unprocessable', 'not-a-dataset', `${name} is empty.`);
  const found = byContent(bytes) ?? rdfMediaTypeOfFile(name);
  if (found === 'html') {
    const login = /password|log ?in|sign ?in|anmelden|connexion/i.test(start(bytes));
    throw new AppError('unprocessable', 'parse-error', `${name} is an HTML page${login ? ' that asks for a login' : ''}, not a catalogue. Give the address of the data itself${login ? ', or credentials' : ''}.`);
  }
  if (found === undefined) throw new AppError('unprocessable', 'parse-error', `${name} is in no form that is read here: RDF, CKAN, FHIR, Zenodo or NFDI4Health JSON, MOLGENIS CSV, or the Excel template.`);
  const extension = extensionOf(name);
  const wrong = extension !== '' && Object.values(extensions).flat().includes(extension) && !extensions[found].includes(extension);
  return wrong ? { kind: found, hint: `${name} ends in .${extension}, but it is ${words[found]}; it was read as that.` } : { kind: found };
};
