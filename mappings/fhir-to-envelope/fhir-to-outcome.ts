import type { Bundle, OperationOutcome } from 'fhir/r4.d.ts';
import type { OutcomeIssue } from '../envelope-to-fhir/outcome-to-fhir.ts';
import { outcomeSystem } from '../envelope-to-fhir/outcome-to-fhir.ts';

const severities = ['error', 'warning', 'information'] as const;

/** Reads the findings of an `outcome` message's content; what is not ours or not readable is left out, a newer partner's codes are kept raw. */
export const fhirToOutcome = (content: Bundle | undefined): readonly OutcomeIssue[] => {
  const outcome = content?.entry?.map((entry) => entry.resource).find((resource): resource is OperationOutcome => resource?.resourceType === 'OperationOutcome');
  return (outcome?.issue ?? []).flatMap((one) => {
    const code = one.details?.coding?.find((coding) => coding.system === outcomeSystem)?.code;
    if (code === undefined) return [];
    const severity = severities.find((known) => known === one.severity) ?? 'error';
    return [{ severity, code, text: one.details?.text ?? code, linkId: one.expression?.[0] }];
  });
};
