import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../layout/page.tsx';

const Accessibility = () => {
  const { t } = useTranslation();
  return (
    <Page title={t('accessibility.title')} crumbs={[]}>
      <Paragraph className="prose">{t('accessibility.goal')}</Paragraph>
      <Paragraph className="prose">{t('accessibility.how')}</Paragraph>
      <Paragraph className="prose">{t('accessibility.report')}</Paragraph>
    </Page>
  );
};
export default Accessibility;
