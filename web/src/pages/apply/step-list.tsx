import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { ApplicationView, FormDefinition } from '../../../../core/api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { plainText } from '../../ui/lang-text.tsx';
import { problemsOfStep, reviewKey, type Step } from './answers.ts';

export const useStepName = (form: FormDefinition) => {
  const { t } = useTranslation();
  const { country, language } = useFormat();
  return (step: Step): string => {
    const title = plainText(form.sections.find((section) => section.number === step.section)?.title, language);
    return step.country === undefined ? `${step.section}. ${title}` : t('form.countryStep', { section: step.section, title, country: country(step.country) });
  };
};

/** All steps with what is still missing in each, in words. */
export const StepList = ({ form, application, steps }: { form: FormDefinition; application: ApplicationView; steps: readonly Step[] }) => {
  const { t } = useTranslation();
  const name = useStepName(form);
  const missing = (step: Step): number => problemsOfStep(form, application.problems, step).filter((problem) => problem.severity === 'error').length;
  return (
    <nav aria-label={t('form.steps')} className="step-list">
      <ol>
        {steps.map((step) => (
          <li key={step.key}>
            <NavLink to={`/apply/${application.id}/${step.key}`}>
              {name(step)} <span className="meta">{missing(step) === 0 ? t('form.complete') : t('form.missing', { count: missing(step) })}</span>
            </NavLink>
          </li>
        ))}
        <li><NavLink to={`/apply/${application.id}/${reviewKey}`}>{t('form.review')}</NavLink></li>
      </ol>
    </nav>
  );
};
