import { useEffect, useRef } from 'react';
import { Alert, Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FormDefinition } from '../../../../core/api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { plainText } from '../../ui/lang-text.tsx';
import { fieldId, stepOfProblem, type Problem } from './answers.ts';

export const useProblemText = (form: FormDefinition) => {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (problem: Problem): string => {
    const field = form.fields.find((one) => one.linkId === problem.linkId);
    const label = plainText(field?.label, language);
    return t(`problem.${problem.code}`, { label, defaultValue: problem.message });
  };
};

type Props = { form: FormDefinition; applicationId: string; problems: readonly Problem[]; focus?: boolean };

/** What is missing or wrong, each linked to its field. Takes the focus when it appears after a try to submit. */
export const ProblemSummary = ({ form, applicationId, problems, focus = false }: Props) => {
  const { t } = useTranslation();
  const { country, language } = useFormat();
  const text = useProblemText(form);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);
  if (problems.length === 0) return null;
  const name = (problem: Problem): string => {
    const label = plainText(form.fields.find((one) => one.linkId === problem.linkId)?.label, language);
    const where = problem.country === undefined ? label : `${label} (${country(problem.country)})`;
    return where === '' ? text(problem) : `${where}: ${text(problem)}`;
  };
  return (
    <Alert data-color="danger" ref={box} tabIndex={-1} className="problem-summary">
      <Heading level={2} data-size="2xs">{t('form.problems', { count: problems.length })}</Heading>
      <ul>
        {problems.map((problem, index) => {
          const step = stepOfProblem(form, problem);
          return (
            <li key={`${problem.linkId} ${problem.country ?? ''} ${index}`}>
              {step === undefined ? name(problem) : <Link to={`/apply/${applicationId}/${step.key}?check=1#${fieldId(problem.linkId, step.country)}`}>{name(problem)}</Link>}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
};
