import { prefixes } from '../../../core/vocabulary/prefixes.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import { serialise } from '../../../mappings/rdf/serialise.ts';
import { checkLimits } from './check-document.ts';
import type { ShapeResult } from './shape-result.ts';
import { shaclReport } from './shacl-report.ts';
import type { Validator } from './validator.ts';

/** What the shapes say about a document as it was sent, each dataset at its own access level, as one SHACL report in Turtle.
 *  @throws AppError of `parseRdf` */
export const createShaclCheck =
  ({ run }: Validator) =>
  async (bytes: Uint8Array, options: { readonly mediaType: string; readonly baseIri: string }): Promise<string> => {
    const results: ShapeResult[] = [];
    for (const description of splitDescriptions(await parseRdf(bytes, { ...options, limits: checkLimits }))) {
      results.push(...(await run(description, toRecord(description).accessLevel ?? 'NON_PUBLIC')));
    }
    return serialise(shaclReport(results), 'text/turtle', prefixes);
  };
export type ShaclCheck = ReturnType<typeof createShaclCheck>;
