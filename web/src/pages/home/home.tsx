import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import type { SearchAnswer } from '../../../../core/api/datasets.ts';
import { useSearch } from '../../api/catalogue.ts';
import { useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { homeOf, useRole } from '../../layout/role-choice.ts';
import { Page } from '../../layout/page.tsx';
import { ForeignText, plainText } from '../../ui/lang-text.tsx';
import { Read } from '../../ui/notices.tsx';
import { CountryPartials, NodeName } from '../search/countries.tsx';
import { SearchBox } from '../search/search-box.tsx';

const Countries = ({ answer }: { answer: SearchAnswer }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <ul className="country-grid">
      {answer.nodes.map((node) => (
        <li key={node.node} className="ds-card">
          <Link to={`/search?node=${encodeURIComponent(node.node)}`}><NodeName node={node} /></Link>
          <span className="figure">{number(node.datasets)}</span>
          <span>{t('home.datasets', { count: node.datasets })}</span>
        </li>
      ))}
    </ul>
  );
};

const Latest = ({ answer }: { answer: SearchAnswer }) => {
  const { t } = useTranslation();
  const { country, loose } = useFormat();
  if (answer.results.length === 0) return <Paragraph>{t('home.noLatest')}</Paragraph>;
  return (
    <ul className="plain-list">
      {answer.results.map((dataset) => (
        <li key={dataset.id}>
          <Link to={`/dataset/${dataset.id}`}><ForeignText text={dataset.title} lang={dataset.titleLang} /></Link>
          <div className="meta">{country(dataset.country)}{dataset.modified !== undefined && <> · {loose(dataset.modified)}</>}</div>
        </li>
      ))}
    </ul>
  );
};

/** What this is in three sentences, the search box, the countries, what came last. Somebody who just signed in here (`?start`) goes on to the home of their role. */
export const Home = () => {
  const { t, i18n } = useTranslation();
  const { data: session } = useSession();
  const role = useRole(session);
  const [address] = useSearchParams();
  const latest = useSearch(new URLSearchParams({ lang: i18n.language, sort: 'modified', perPage: '6' }));
  const name = session === undefined ? t('site.name') : plainText(session.node.name, i18n.language);
  if (address.has('start') && role !== undefined) return <Navigate replace to={homeOf[role]} />;
  return (
    <Page title={t('home.title')} hero={<><Paragraph data-size="lg" className="lead">{t('home.lead', { name })}</Paragraph><SearchBox big /></>}>
      <Read query={latest}>
        {(answer) => (
          <div className="home-columns">
            <section aria-labelledby="countries">
              <Heading level={2} data-size="sm" id="countries">{t('home.countries')}</Heading>
              <CountryPartials nodes={answer.nodes} />
              <Countries answer={answer} />
            </section>
            <section aria-labelledby="latest">
              <Heading level={2} data-size="sm" id="latest">{t('home.latest')}</Heading>
              <Latest answer={answer} />
            </section>
          </div>
        )}
      </Read>
      <section aria-labelledby="steps">
        <Heading level={2} data-size="sm" id="steps">{t('home.steps')}</Heading>
        <ol className="steps">
          {['find', 'choose', 'apply', 'follow'].map((step) => <li key={step}><strong>{t(`home.step.${step}.title`)}</strong> {t(`home.step.${step}.text`)}</li>)}
        </ol>
      </section>
    </Page>
  );
};
