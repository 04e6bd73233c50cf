import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { FactList } from '../../ui/fact-list.tsx';
import { Page } from '../../layout/page.tsx';

const doors = ['openapi', 'catalogue', 'search', 'fhir', 'feed', 'fdp'] as const;
const addresses: Record<(typeof doors)[number], string> = { openapi: '/api/openapi.json', catalogue: '/catalogue', search: '/api/v1/search', fhir: '/fhir/metadata', feed: '/feed', fdp: '/fdp' };

/** Where machines find the same data. */
const Api = () => {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.api')} crumbs={[]}>
      <Paragraph>{t('apiPage.lead')}</Paragraph>
      <FactList facts={doors.map((door) => ({ label: t(`apiPage.${door}`), value: <a href={addresses[door]}><code>{addresses[door]}</code></a> }))} />
    </Page>
  );
};
export default Api;
