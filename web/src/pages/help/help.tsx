import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../layout/page.tsx';

const guides = ['applicant', 'handler', 'holder', 'operator', 'coordinator'] as const;

/** A short guide by role. */
const Help = () => {
  const { t } = useTranslation();
  return (
    <Page title={t('help.title')} crumbs={[]}>
      {guides.map((guide) => (
        <section key={guide} aria-labelledby={guide}>
          <Heading level={2} data-size="sm" id={guide}>{t(`help.${guide}.title`)}</Heading>
          <Paragraph className="prose">{t(`help.${guide}.text`)}</Paragraph>
        </section>
      ))}
    </Page>
  );
};
export default Help;
