import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ApplicationView, FormDefinition } from '../../../../core/api/applications.ts';
import { submitApplication } from '../../api/applications.ts';
import { emptyBasket } from '../../basket/basket.ts';
import { Failure } from '../../ui/notices.tsx';
import { AnswerList } from '../applications/answer-list.tsx';
import { ChosenDatasets } from '../applications/chosen-datasets.tsx';
import { ProblemSummary } from './problem-summary.tsx';
import type { Draft } from './use-draft.ts';

type Props = { form: FormDefinition; application: ApplicationView; draft: Draft };

/** Everything once more, what is missing, and the button that sends it. */
export const Review = ({ form, application, draft }: Props) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [tried, setTried] = useState(false);
  const submit = useMutation({
    mutationFn: async () => {
      if (!(await draft.flush())) throw new Error('not saved');
      return submitApplication(application.id);
    },
    onSuccess: async (sent) => {
      client.setQueryData(['application', application.id], sent);
      await client.invalidateQueries({ queryKey: ['applications'] });
      emptyBasket();
      await navigate(`/applications/${application.id}`);
    },
    onError: () => client.invalidateQueries({ queryKey: ['application', application.id] }),
  });
  const errors = application.problems.filter((problem) => problem.severity === 'error');
  const warnings = application.problems.filter((problem) => problem.severity === 'warning');
  const press = (): void => {
    setTried(true);
    if (errors.length === 0) submit.mutate();
  };
  return (
    <section aria-labelledby="review">
      <Heading level={2} data-size="sm" id="review">{t('form.review')}</Heading>
      <ProblemSummary key={String(tried)} form={form} applicationId={application.id} problems={errors} focus={tried} />
      {warnings.length > 0 && <Alert data-color="warning"><Heading level={3} data-size="2xs">{t('form.warnings')}</Heading><ul>{warnings.map((one) => <li key={`${one.linkId} ${one.code}`}>{t(`problem.${one.code}`, { defaultValue: one.message, label: one.linkId })}</li>)}</ul></Alert>}
      <ChosenDatasets application={application} />
      <AnswerList form={form} answers={draft.answers} countries={[...new Set(application.datasets.map((one) => one.node))]} />
      <Paragraph>{t('form.beforeSubmit')}</Paragraph>
      {submit.error !== null && <Failure error={submit.error}><Paragraph>{t('form.safe')}</Paragraph></Failure>}
      <div><Button loading={submit.isPending} onClick={press}>{t('form.submit')}</Button></div>
    </section>
  );
};
