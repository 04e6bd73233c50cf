import { prefixes } from '../../../core/vocabulary/prefixes.ts';
import { checkRecordSize } from '../../../mappings/dcat-to-dataset/record-size.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { toRecord } from '../../../mappings/dcat-to-dataset/to-record.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import { serialise } from '../../../mappings/rdf/serialise.ts';
import { checkInTurn, type CheckBounds } from './bounded.ts';
import { checkLimits } from './check-document.ts';
import { shaclReport } from './shacl-report.ts';
import type { Validator } from './validator.ts';

/** What the shapes say about a document as it was sent, each dataset at its own access level, as one SHACL report in Turtle.
 *  What was left out is said in a comment at the top; the report then does not claim that the document conforms.
 *  @throws AppError of `parseRdf`, `too-large` for a dataset beyond the limits of one record */
export const createShaclCheck =
  ({ run }: Validator, bounds?: CheckBounds) =>
  async (bytes: Uint8Array, options: { readonly mediaType: string; readonly baseIri: string }): Promise<string> => {
    const descriptions = splitDescriptions(await parseRdf(bytes, { ...options, limits: checkLimits }));
    const { done, notChecked } = await checkInTurn(descriptions, bounds, (one) => {
      checkRecordSize(one);
      return run(one, toRecord(one).accessLevel ?? 'NON_PUBLIC');
    });
    const report = await serialise(shaclReport(done.flat(), notChecked === undefined), 'text/turtle', prefixes);
    return notChecked === undefined ? report : `# ${notChecked.detail}\n${report}`;
  };
export type ShaclCheck = ReturnType<typeof createShaclCheck>;
