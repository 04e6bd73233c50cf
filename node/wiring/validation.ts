import type { Clock } from '../../core/clock.ts';
import { createDocumentCheck } from '../catalogue/validate/check-document.ts';
import { createShaclCheck } from '../catalogue/validate/shacl-check.ts';
import { createValidator } from '../catalogue/validate/validator.ts';
import { validateOperations } from '../http/public/validate/index.ts';
import type { Checks } from '../http/public/validate/validate-document.ts';
import type { Base, Offers } from './base.ts';

// A larger batch is checked with the command, on its holder's machine.
const bounds = { maxDatasets: 50, deadlineMs: 10_000 };

const makeChecks = async (clock: Clock): Promise<Checks> => {
  const validator = await createValidator();
  return { words: createDocumentCheck(validator.validate, { ...bounds, clock }), shacl: createShaclCheck(validator, { ...bounds, clock }) };
};

/** The public door to validation. Shapes are read on the first request, once. */
export const wireValidation = ({ clock }: Pick<Base, 'clock'>): Offers => {
  let made: Promise<Checks> | undefined;
  return { publicOperations: validateOperations(() => (made ??= makeChecks(clock))) };
};
