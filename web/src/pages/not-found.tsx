import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../layout/page.tsx';

const NotFound = () => {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')} crumbs={[]}>
      <Paragraph>{t('notFound.text')}</Paragraph>
      <div className="row"><Link to="/">{t('nav.home')}</Link><Link to="/search">{t('nav.search')}</Link></div>
    </Page>
  );
};
export default NotFound;
