import { createDocumentCheck } from '../catalogue/validate/check-document.ts';
import { createShaclCheck } from '../catalogue/validate/shacl-check.ts';
import { createValidator } from '../catalogue/validate/validator.ts';
import { validateOperations } from '../http/public/validate/index.ts';
import type { Checks } from '../http/public/validate/validate-document.ts';
import type { Offers } from './base.ts';

const makeChecks = async (): Promise<Checks> => {
  const validator = await createValidator();
  return { words: createDocumentCheck(validator.validate), shacl: createShaclCheck(validator) };
};

/** The public door to validation. Shapes are read on the first request, once. */
export const wireValidation = (): Offers => {
  let made: Promise<Checks> | undefined;
  return { publicOperations: validateOperations(() => (made ??= makeChecks())) };
};
