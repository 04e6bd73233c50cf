import { AppError } from '../../../core/errors.ts';

/** Formats of catalogue.md §5.2: extension, media type, what it is called in a sentence. */
export const formats = [
  { extension: 'html', mediaType: 'text/html' },
  { extension: 'ttl', mediaType: 'text/turtle' },
  { extension: 'jsonld', mediaType: 'application/ld+json' },
  { extension: 'rdf', mediaType: 'application/rdf+xml' },
  { extension: 'nt', mediaType: 'application/n-triples' },
  { extension: 'trig', mediaType: 'application/trig' },
  { extension: 'json', mediaType: 'application/json' },
  { extension: 'fhir', mediaType: 'application/fhir+json' },
] as const;
export type Extension = (typeof formats)[number]['extension'];
export const mediaTypeOf = (extension: Extension): string => formats.find((format) => format.extension === extension)?.mediaType ?? 'application/octet-stream';

type Range = { readonly type: string; readonly q: number; readonly order: number };

const parseAccept = (header: string): readonly Range[] =>
  header
    .split(',')
    .map((part, order) => {
      const [type = '', ...parameters] = part.trim().toLowerCase().split(/\s*;\s*/);
      const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1');
      return { type, q: Number.isFinite(q) ? q : 1, order };
    })
    .filter((range) => range.type !== '');

const aliases: Readonly<Record<string, Extension>> = { 'application/xhtml+xml': 'html', 'application/x-turtle': 'ttl', 'text/n3': 'ttl', 'application/xml': 'rdf', 'text/xml': 'rdf' };
const specificity = (type: string): number => (type === '*/*' ? 0 : type.endsWith('/*') ? 1 : 2);
const covers = (range: string, extension: Extension): boolean => {
  const type = mediaTypeOf(extension);
  return range === '*/*' || range === type || aliases[range] === extension || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
};

/** The format to answer in: an extension or `?format=` beats Accept; q-values count, then the order of the path's own offers; no Accept and the range of everything give the first offer.
 *  @param offered in order of preference
 *  @throws AppError `not-acceptable` with the list */
export const chooseFormat = (offered: readonly Extension[], asked: { readonly extension?: string | undefined; readonly accept?: string | undefined }): Extension => {
  const refuse = (): never => {
    throw new AppError('not-acceptable', 'not-acceptable', `This address answers in: ${offered.map(mediaTypeOf).join(', ')}.`, { extra: { available: offered.map(mediaTypeOf) } });
  };
  if (asked.extension !== undefined) {
    const wanted = asked.extension.toLowerCase();
    return offered.find((extension) => extension === wanted || mediaTypeOf(extension) === wanted) ?? refuse();
  }
  if (asked.accept === undefined || asked.accept.trim() === '') return offered[0] ?? refuse();
  const ranges = parseAccept(asked.accept);
  const rated = offered.map((extension, index) => {
    // the most specific range that covers a type decides its quality (RFC 9110 §12.5.1)
    const range = ranges.filter((one) => covers(one.type, extension)).sort((l, r) => specificity(r.type) - specificity(l.type) || r.q - l.q)[0];
    return { extension, index, q: range?.q ?? 0 };
  });
  const [top] = rated.filter(({ q }) => q > 0).sort((l, r) => r.q - l.q || l.index - r.index);
  return top?.extension ?? refuse();
};
