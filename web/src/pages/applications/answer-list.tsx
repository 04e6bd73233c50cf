import { Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { Answers, FormDefinition } from '../../../../core/api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { plainText } from '../../ui/lang-text.tsx';
import { fieldsOf, stepsOf, valueOf, type Field } from '../apply/answers.ts';
import { useStepName } from '../apply/step-list.tsx';

/** One answer in words: keys of choices become their labels. */
const useAnswerText = () => {
  const { t } = useTranslation();
  const { language, loose, number } = useFormat();
  const option = (field: Field, key: unknown): string => plainText(field.options?.find((one) => one.key === key)?.label, language) || String(key);
  return (field: Field, value: unknown): string | undefined => {
    if (value === undefined || value === null || value === '') return undefined;
    if (value === true) return t('answer.yes');
    if (value === false) return t('answer.no');
    if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : option(field, one))).join(', ');
    if (field.type === 'choice') return option(field, value);
    if (field.type === 'date' && typeof value === 'string') return loose(value);
    if (typeof value === 'number') return number(value);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
};

/** The answered questions of a form, step by step; unanswered ones are left out. */
export const AnswerList = ({ form, answers, countries }: { form: FormDefinition; answers: Answers; countries: readonly string[] }) => {
  const text = useAnswerText();
  const { language } = useFormat();
  const name = useStepName(form);
  const groups = stepsOf(form, countries).map((step) => ({
    step,
    facts: fieldsOf(form, answers, step).map((field) => ({ label: plainText(field.label, language), value: text(field, valueOf(answers, field, step.country)) })).filter((fact) => fact.value !== undefined),
  }));
  return (
    <>
      {groups.filter((group) => group.facts.length > 0).map((group) => (
        <div key={group.step.key} className="answers">
          <Heading level={3} data-size="2xs">{name(group.step)}</Heading>
          <FactList facts={group.facts} />
        </div>
      ))}
    </>
  );
};
