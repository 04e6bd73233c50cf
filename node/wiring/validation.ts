import { createDocumentCheck, type CheckDocument } from '../catalogue/validate/check-document.ts';
import { createValidator } from '../catalogue/validate/validator.ts';
import { validateOperations } from '../http/public/validate/index.ts';
import type { Offers } from './base.ts';

/** The public door to validation. Shapes are read on the first request, once. */
export const wireValidation = (): Offers => {
  let made: Promise<CheckDocument> | undefined;
  const check = (): Promise<CheckDocument> => (made ??= createValidator().then(({ validate }) => createDocumentCheck(validate)));
  return { publicOperations: validateOperations(check) };
};
