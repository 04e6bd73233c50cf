import type { RdfMediaType } from '../rdf/media-types.ts';
import { rdfMediaTypes } from '../rdf/media-types.ts';

export const isRdf = (kind: string): kind is RdfMediaType => (rdfMediaTypes as readonly string[]).includes(kind);
