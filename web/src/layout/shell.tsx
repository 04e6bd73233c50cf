import { Suspense, type ReactNode } from 'react';
import { SkipLink } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { AnnounceProvider } from '../ui/announce.tsx';
import { Loading } from '../ui/notices.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { PageBoundary } from './page-boundary.tsx';

export const Shell = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <AnnounceProvider>
      <SkipLink href="#content">{t('header.skip')}</SkipLink>
      <Header />
      <main id="content" tabIndex={-1}>
        <PageBoundary>
          <Suspense fallback={<div className="page wide"><Loading /></div>}>{children}</Suspense>
        </PageBoundary>
      </main>
      <Footer />
    </AnnounceProvider>
  );
};
