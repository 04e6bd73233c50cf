import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { answerQuestion } from './answer-question.ts';
import { createApplicationOperation } from './create-application.ts';
import { deleteApplication } from './delete-application.ts';
import { getForm } from './get-form.ts';
import { getQuestionnaire } from './get-questionnaire.ts';
import { listApplications } from './list-applications.ts';
import { readApplication } from './read-application.ts';
import { readRegister } from './read-register.ts';
import { respondToDecision } from './respond-to-decision.ts';
import { saveApplication } from './save-application.ts';
import { resubmitLeg } from './resubmit-leg.ts';
import { submitApplication } from './submit-application.ts';
import { withdrawApplication } from './withdraw-application.ts';
import { withdrawLeg } from './withdraw-leg.ts';

/** Everything an applicant does, and the form as JSON and as FHIR. */
export const applicationOperations = (applications: Applications): readonly Operation[] => [
  getForm(applications),
  getQuestionnaire(applications),
  readRegister(applications),
  createApplicationOperation(applications),
  listApplications(applications),
  readApplication(applications),
  saveApplication(applications),
  deleteApplication(applications),
  submitApplication(applications),
  withdrawApplication(applications),
  withdrawLeg(applications),
  resubmitLeg(applications),
  answerQuestion(applications),
  respondToDecision(applications),
];
