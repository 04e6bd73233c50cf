import n3 from 'n3';
import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { normalise } from '../../../mappings/normalise/normalise.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import type { Identified } from '../../../node/catalogue/describe.ts';
import { createDescribe } from '../../../node/catalogue/describe.ts';
import type { Validator } from '../../../node/catalogue/validate/validator.ts';
import { createValidator } from '../../../node/catalogue/validate/validator.ts';
import { turtleRecord } from './generate.ts';

let validator: Promise<Validator> | undefined;
/** The pipeline's own describe, with the real validation. */
export const describe = createDescribe({
  base: 'https://fr.example',
  validate: async (description, record) => {
    validator ??= createValidator();
    return (await validator).validate(description, record);
  },
});

/** Bytes → quads → dataset → normalised → record and version: what the goal of 1,000 records/s is about. */
export const throughPipeline = async (turtle: string): Promise<Identified> => {
  const quads = await parseRdf(Buffer.from(turtle), { mediaType: 'text/turtle', baseIri: 'https://holder.example/' });
  const [description] = splitDescriptions(quads);
  return describe.identify(normalise(description!).description, true);
};

export const descriptionOf = (n: number, revision = 0): Description => splitDescriptions(new n3.Parser().parse(turtleRecord(n, revision)))[0]!;
export const toDescription = async (n: number): Promise<{ record: DatasetRecord }> => throughPipeline(turtleRecord(n));
