import type { FormDefinition } from '../../../core/api/applications.ts';
import { checkAnswers } from '../../../core/applications/form/check-answers.ts';
import { localDay } from '../../../core/applications/clocks/calendar.ts';
import { enabledAnswers } from '../../../core/applications/form/enabled.ts';
import { formOf, questionnaireName } from '../../../core/applications/form/forms.ts';
import type { FormProblem } from '../../../core/applications/form/problems.ts';
import type { ChosenDataset, LegSnapshot, Submission } from '../../../core/applications/messages.ts';
import { withContentHash } from '../content-hash.ts';
import type { Application, DatasetChoice, HomeLeg } from '../legs.ts';
import type { Parts } from '../parts.ts';
import { countriesOf } from './choose-datasets.ts';

export const formOfApplication = (parts: Pick<Parts, 'publicUrl'>, application: Application): FormDefinition => {
  const form = formOf(application.type, application.formVersion, parts.publicUrl);
  if (form === undefined) throw new Error(`form version ${application.formVersion} is not known here`);
  return form;
};

/** Everything that stops submission, field by field. */
export const problemsOf = (parts: Parts, application: Application): readonly FormProblem[] =>
  checkAnswers(formOfApplication(parts, application), application.answers, countriesOf(application.datasets), localDay(parts.clock.now(), parts.node.timeZone));

const asChosen = ({ country: _country, ...dataset }: DatasetChoice): ChosenDataset => dataset;

/** What one country gets: shown answers only, section 6 of that country only (minimisation, applications.md §2.6 C18), and the dataset list of the whole. */
export const submissionFor = (parts: Parts, application: Application, country: string): Submission =>
  withContentHash({
    form: questionnaireName(application.type),
    formVersion: application.formVersion,
    language: application.language,
    title: application.title,
    answers: enabledAnswers(formOfApplication(parts, application).fields, application.answers, [country]),
    datasets: application.datasets.map(asChosen),
  });

/** The leg as its home node knows it, to go with what it sends. */
export const homeSnapshot = (parts: Parts, application: Application, leg: Pick<HomeLeg, 'node' | 'status' | 'decisionStatus'>, seq: number, version = application.version): LegSnapshot => ({
  application: application.id, home: parts.node.id, node: leg.node, type: application.type, status: leg.status,
  ...(leg.decisionStatus === undefined ? {} : { decisionStatus: leg.decisionStatus }), version, seq, asOf: parts.clock.now(), clocks: [],
});
