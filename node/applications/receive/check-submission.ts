import { localDay } from '../../../core/applications/clocks/calendar.ts';
import { checkAnswers } from '../../../core/applications/form/check-answers.ts';
import { formOf, questionnaireName } from '../../../core/applications/form/forms.ts';
import type { LegSnapshot, Submission } from '../../../core/applications/messages.ts';
import type { LegFinding } from '../legs.ts';
import type { Parts } from '../parts.ts';
import type { ReceiveOutcome } from '../ports.ts';
import { notValidated } from '../ports.ts';
import { hasItsHash } from '../content-hash.ts';

const isHere = (parts: Parts, submission: Submission): boolean => submission.datasets.some((dataset) => dataset.node === parts.node.id);

/** Why a submission is not validated: shape, routing, form version, language. Content is never a reason (applications.md §1.4, §4.4). */
export const refusalOf = (parts: Parts, snapshot: LegSnapshot, submission: Submission): ReceiveOutcome | undefined => {
  if (snapshot.node !== parts.node.id) return notValidated('not-competent', `This is ${parts.node.id}; the leg is addressed to ${snapshot.node}.`);
  if (submission.form !== questionnaireName(snapshot.type) || formOf(snapshot.type, submission.formVersion) === undefined)
    return notValidated('unknown-form-version', `${submission.form} ${submission.formVersion} is not known here.`);
  if (submission.language === '') return notValidated('missing-language', 'QuestionnaireResponse.language is missing.');
  if (!isHere(parts, submission)) return notValidated('no-dataset-here', `No dataset of ${parts.node.id} is asked for.`);
  if (submission.answers.perCountry[parts.node.country] === undefined) return notValidated('shape', `The page of section 6 for ${parts.node.country} is missing.`);
  return hasItsHash(submission) ? undefined : notValidated('shape', 'The content hash does not belong to the content.');
};

/** Completeness and rules as findings for the case handler: incoming legs are never refused for these. */
export const findingsOf = (parts: Parts, snapshot: LegSnapshot, submission: Submission, receivedAt: string): readonly LegFinding[] => {
  const form = formOf(snapshot.type, submission.formVersion);
  if (form === undefined) return [];
  return checkAnswers(form, submission.answers, [parts.node.country], localDay(receivedAt, parts.node.timeZone))
    .map(({ linkId, code, message }) => ({ linkId, code, message }));
};
