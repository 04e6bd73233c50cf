import { only } from '../../operation.ts';

/** Who may look at sources and their runs; changing anything is the operator's. */
export const mayLook = only('operator', 'coordinator', 'auditor', 'case-handler', 'decision-maker');
export const mayAct = only('operator');
