import { useEffect, useState } from 'react';
import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import type { ApplicationView, FormDefinition } from '../../../../core/api/applications.ts';
import { ChosenDatasets } from '../applications/chosen-datasets.tsx';
import { fieldsOf, problemsOfStep, reviewKey, valueOf, withValue, type Step } from './answers.ts';
import { FormField } from './field.tsx';
import { ProblemSummary, useProblemText } from './problem-summary.tsx';
import { useStepName } from './step-list.tsx';
import type { Draft } from './use-draft.ts';

type Props = { form: FormDefinition; application: ApplicationView; draft: Draft; step: Step; steps: readonly Step[] };

/** A link of the problem summary names a field in its hash: the field takes the focus once it is there. */
const useFocusOnField = (): void => {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === '') return;
    const field = document.getElementById(decodeURIComponent(hash.slice(1)));
    field?.scrollIntoView({ block: 'center' });
    field?.focus();
  }, [hash]);
};

const Next = ({ application, step, steps }: Pick<Props, 'application' | 'step' | 'steps'>) => {
  const { t } = useTranslation();
  const at = steps.findIndex((one) => one.key === step.key);
  const before = steps[at - 1];
  const after = steps[at + 1];
  return (
    <div className="row">
      {before !== undefined && <Link className="ds-button" data-variant="secondary" to={`/apply/${application.id}/${before.key}`}>{t('form.previous')}</Link>}
      <Link className="ds-button" data-variant="primary" to={`/apply/${application.id}/${after?.key ?? reviewKey}`}>{t(after === undefined ? 'form.toReview' : 'form.next')}</Link>
    </div>
  );
};

/** The questions of one step. Faults show at a field once it was left, or everywhere when the summary sent the reader here. */
export const StepPage = ({ form, application, draft, step, steps }: Props) => {
  const { t } = useTranslation();
  const [address] = useSearchParams();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const name = useStepName(form);
  const text = useProblemText(form);
  useFocusOnField();
  const { flush } = draft;
  useEffect(() => () => void flush(), [flush, step.key]); // leaving a step saves at once, however fast one writes
  const check = address.get('check') === '1';
  const problems = problemsOfStep(form, application.problems, step);
  const errorOf = (linkId: string): string | undefined => {
    const found = problems.find((problem) => problem.linkId === linkId);
    return found !== undefined && (check || left.has(linkId)) ? text(found) : undefined;
  };
  const fields = fieldsOf(form, draft.answers, step);
  return (
    <section aria-labelledby="step">
      <Heading level={2} data-size="sm" id="step">{name(step)}</Heading>
      {check && <ProblemSummary form={form} applicationId={application.id} problems={problems} />}
      {step.section === 1 && <ChosenDatasets application={application} />}
      <div className="fields">
        {fields.map((field) => (
          <FormField
            key={field.linkId}
            field={field}
            country={step.country}
            value={valueOf(draft.answers, field, step.country)}
            error={errorOf(field.linkId)}
            onChange={(value) => draft.change(withValue(draft.answers, field, step.country, value))}
            onLeave={() => setLeft((before) => new Set([...before, field.linkId]))}
          />
        ))}
      </div>
      {fields.length === 0 && step.section !== 1 && <Paragraph>{t('form.nothingHere')}</Paragraph>}
      <Next application={application} step={step} steps={steps} />
    </section>
  );
};
