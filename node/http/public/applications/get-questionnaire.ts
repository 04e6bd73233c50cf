import { AppError } from '../../../../core/errors.ts';
import { formToQuestionnaire } from '../../../../mappings/form-to-fhir/questionnaire.ts';
import type { Applications } from '../../../applications/applications.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { part } from './parameters.ts';

/** The form as FHIR R4 Questionnaire `application-access` or `application-request`, its canonical address. */
export const getQuestionnaire = (applications: Applications): Operation => ({
  method: 'GET',
  path: '/fhir/Questionnaire/:id',
  access: everyone,
  summary: 'The application form as FHIR Questionnaire',
  handle: (req, res) => {
    const type = /^application-(access|request)$/.exec(part(req, 'id'))?.[1];
    const form = type === undefined ? undefined : applications.form(type as 'access' | 'request');
    if (form === undefined) throw new AppError('not-found', 'unknown-questionnaire', 'There are two: application-access and application-request.');
    res.set('cache-control', 'public, max-age=300').type('application/fhir+json').send(JSON.stringify(formToQuestionnaire(form)));
  },
});
