import { AppError } from '../../../../core/errors.ts';
import type { DatasetRecord } from '../../../../core/catalogue/record.ts';
import { recordToQuads } from '../../../../mappings/dataset-to-dcat/record-to-quads.ts';
import { fieldsOf } from '../../../../mappings/dcat-builder/values.ts';
import { splitDescriptions } from '../../../../mappings/dcat-to-dataset/split.ts';
import type { Description } from '../../../../mappings/rdf/description.ts';
import { decodeText } from '../../../../mappings/rdf/decode.ts';
import { recordLimits } from '../../../../mappings/rdf/limits.ts';
import { rdfMediaTypeOf } from '../../../../mappings/rdf/media-types.ts';
import { parseRdf } from '../../../../mappings/rdf/parse.ts';
import { documentToDescriptions } from '../../../../mappings/source-document/document-to-descriptions.ts';
import { checkJson } from '../../../../mappings/source-document/json.ts';

export const maxSubmissionBytes = recordLimits.maxBytes;

/** What a record in JSON must at least be; lists and texts that are absent count as empty. */
const recordOf = (json: Readonly<Record<string, unknown>>, iri: string): DatasetRecord => {
  const empty = {
    kind: 'dataset', identifier: [], otherIdentifier: [], title: {}, alternative: [], description: {}, keyword: {}, legislation: [], theme: [], healthCategory: [], healthTheme: [], type: [], codingSystem: [],
    codeValues: [], conformsTo: [], creator: [], contactPoint: [], variables: [], populationCoverage: {}, provenance: {}, purpose: [], legalBasis: [], personalData: [], temporal: [], spatial: [], language: [],
    activity: [], quality: [], landingPage: [], page: [], isReferencedBy: [], source: [], relation: [], inSeries: [], distribution: [], trustedHolder: false,
  };
  const given = typeof json['iri'] === 'string' && json['iri'] !== '' ? json['iri'] : iri;
  // trust is a decision of the access body: what a body claims about itself is not taken
  return { ...empty, ...json, iri: given, trustedHolder: false } as unknown as DatasetRecord;
};

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> => {
  const fields = fieldsOf(json);
  return fields !== undefined && fields['@context'] === undefined && fields['@id'] === undefined && fieldsOf(fields['title']) !== undefined && fields['resourceType'] === undefined;
};

const fromJson = (json: Readonly<Record<string, unknown>>, iri: string): Description => {
  const record = recordOf(json, iri);
  try {
    return { iri: record.iri, quads: recordToQuads(record) };
  } catch (cause) {
    throw new AppError('invalid', 'invalid-record', 'The JSON is not a record as GET /dataset/{id}.json gives it: take that as a pattern.', { cause });
  }
};

const single = (descriptions: readonly Description[]): Description => {
  const [first, ...others] = descriptions;
  if (first === undefined) throw new AppError('unprocessable', 'not-a-dataset', 'What was sent describes no dataset: nothing in it is a dcat:Dataset or dcat:DatasetSeries.');
  if (others.length > 0) throw new AppError('unprocessable', 'several-datasets', `What was sent describes ${others.length + 1} datasets: send them one by one.`);
  return first;
};

/** The one description a holder sent: RDF in any format, the JSON of the record, or any document form of catalogue.md §3.1 (CKAN, FHIR, XLSX, …).
 *  @param iri used where the sender gives the dataset no address
 *  @throws AppError of the parsers, `not-a-dataset`, `several-datasets`, `empty-body` */
export const readSubmission = async (bytes: Uint8Array, contentType: string | undefined, iri: string): Promise<Description> => {
  if (bytes.length === 0) throw new AppError('invalid', 'empty-body', 'There is nothing to store: send the description as the body of the request.');
  if (bytes.length > recordLimits.maxBytes) throw new AppError('too-large', 'too-large', `The description has ${bytes.length} bytes; the limit for one record is ${recordLimits.maxBytes}.`);
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') {
    const json = checkJson(decodeText(bytes), 'The body');
    if (isRecord(json)) return fromJson(json, iri);
  }
  const rdf = type === 'application/json' ? undefined : rdfMediaTypeOf(type);
  if (rdf !== undefined) return single(splitDescriptions(await parseRdf(bytes, { mediaType: rdf, baseIri: iri, limits: recordLimits })));
  const mapped = await documentToDescriptions(bytes, { baseIri: iri.startsWith('http') ? iri : 'urn:sent:', name: 'The body', options: { site: 'urn:sent:' } });
  const refusal = mapped.problems.find((problem) => problem.severity === 'refused');
  if (mapped.descriptions.length === 0 && refusal !== undefined) throw new AppError('unprocessable', refusal.code, refusal.detail);
  return single(mapped.descriptions);
};
