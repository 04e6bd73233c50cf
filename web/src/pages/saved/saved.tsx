import { Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useSavedSearches } from '../../api/saved.ts';
import { Page } from '../../layout/page.tsx';
import { Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { AlertList } from './alert-list.tsx';
import { MailChoice } from './mail-choice.tsx';
import { SearchTable, WatchedTable } from './kept.tsx';

const Lists = () => {
  const { t } = useTranslation();
  return (
    <Read query={useSavedSearches(true)}>
      {(searches) => (
        <>
          <section className="stack" aria-labelledby="alerts"><Heading level={2} data-size="sm" id="alerts">{t('saved.alerts')}</Heading><AlertList searches={searches} /><MailChoice /></section>
          <section className="stack" aria-labelledby="searches"><Heading level={2} data-size="sm" id="searches">{t('saved.searches')}</Heading><SearchTable searches={searches} /></section>
          <section className="stack" aria-labelledby="watched"><Heading level={2} data-size="sm" id="watched">{t('saved.watched')}</Heading><WatchedTable /></section>
        </>
      )}
    </Read>
  );
};

/** Saved searches, watched datasets, and what became of them (portal.md §1 `/saved`). */
const Saved = () => {
  const { t } = useTranslation();
  return <Page title={t('saved.title')} crumbs={[]} lead={t('saved.lead')}><SignInFirst><Lists /></SignInFirst></Page>;
};
export default Saved;
