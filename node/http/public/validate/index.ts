import type { Operation } from '../../operation.ts';
import { validateDocument, type Checks } from './validate-document.ts';

export const validateOperations = (checks: () => Promise<Checks>): Operation[] => [validateDocument(checks)];
