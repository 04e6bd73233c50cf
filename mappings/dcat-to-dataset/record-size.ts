import { AppError } from '../../core/errors.ts';
import { csvw } from '../../core/vocabulary/csvw.ts';
import { dcat } from '../../core/vocabulary/dcat.ts';
import { rdf } from '../../core/vocabulary/rdf.ts';
import type { Description } from '../rdf/description.ts';
import { recordLimits } from '../rdf/limits.ts';

const most = { distributions: 1_000, variables: 20_000 };

const refuse = (code: string, description: Description, what: string, count: number, limit: number): never => {
  throw new AppError('too-large', code, `The dataset ${description.iri} has ${count} ${what}; the limit for one record is ${limit}. Split it into a series, or leave out what is not needed to find it.`);
};

/** Refuses a record that is larger than one record may be, naming the limit and the value. @throws AppError `too-many-quads`, `too-large`
 *  @see catalogue.md §6.7 */
export const checkRecordSize = (description: Description): void => {
  if (description.quads.length > recordLimits.maxQuads) refuse('too-many-quads', description, 'statements', description.quads.length, recordLimits.maxQuads);
  let distributions = 0;
  let variables = 0;
  for (const quad of description.quads) {
    if (quad.predicate.value !== rdf.type) continue;
    if (quad.object.value === dcat.Distribution) distributions += 1;
    if (quad.object.value === csvw.Column) variables += 1;
  }
  if (distributions > most.distributions) refuse('too-large', description, 'distributions', distributions, most.distributions);
  if (variables > most.variables) refuse('too-large', description, 'variables', variables, most.variables);
};
