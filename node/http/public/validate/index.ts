import type { CheckDocument } from '../../../catalogue/validate/check-document.ts';
import type { Operation } from '../../operation.ts';
import { validateDocument } from './validate-document.ts';

export const validateOperations = (check: () => Promise<CheckDocument>): Operation[] => [validateDocument(check)];
