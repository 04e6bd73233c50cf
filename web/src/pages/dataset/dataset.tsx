import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';
import { useDataset } from '../../api/catalogue.ts';
import { BasketButton } from '../../basket/basket-button.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { ForeignText } from '../../ui/lang-text.tsx';
import { Read } from '../../ui/notices.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { CountryPartials } from '../search/countries.tsx';
import { accessTone } from '../search/result.tsx';
import { AlsoPublished } from './also-published.tsx';
import { Distributions } from './distributions.tsx';
import { datasetFacts, type FactGroup } from './facts.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Formats } from './formats.tsx';
import { Quality } from './quality.tsx';
import { Variables } from './variables.tsx';
import { Versions } from './versions.tsx';
import { WatchButton } from './watch-button.tsx';

const Groups = ({ groups }: { groups: readonly FactGroup[] }) => {
  const { t } = useTranslation();
  return (
    <>
      {groups.filter((group) => group.facts.some((fact) => fact.value !== undefined)).map((group) => (
        <section key={group.key} aria-labelledby={`part-${group.key}`}>
          <Heading level={2} data-size="sm" id={`part-${group.key}`}>{t(`dataset.part.${group.key}`)}</Heading>
          <FactList facts={group.facts} />
        </section>
      ))}
    </>
  );
};

const HowToGetIt = ({ detail }: { detail: DatasetDetail }) => {
  const { t } = useTranslation();
  const level = detail.summary.accessLevel ?? 'NON_PUBLIC';
  return (
    <section aria-labelledby="get" className="ds-card get-it">
      <Heading level={2} data-size="xs" id="get">{t('dataset.get.title')}</Heading>
      <Paragraph>{t(`dataset.get.${level}`)}</Paragraph>
      {detail.agents.hdab !== undefined && <Paragraph>{t('dataset.get.decides', { hdab: detail.agents.hdab.name })}</Paragraph>}
      {detail.summary.state !== 'withdrawn' && <BasketButton dataset={detail.summary} />}
      <WatchButton dataset={detail.summary.id} />
      <p><Link to="/basket">{t('basket.see')}</Link></p>
    </section>
  );
};

const Body = ({ detail }: { detail: DatasetDetail }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { summary, text } = detail;
  return (
    <Page title={summary.title} heading={<ForeignText text={summary.title} lang={summary.titleLang} />} crumbs={[{ to: '/search', label: t('nav.search') }]}>
      <div className="tags">
        <StatusTag tone="neutral">{format.country(summary.country)}</StatusTag>
        {summary.accessLevel !== undefined && <StatusTag tone={accessTone[summary.accessLevel]}>{t(`access.${summary.accessLevel}`)}</StatusTag>}
      </div>
      <CountryPartials nodes={[detail.node]} />
      {summary.state === 'withdrawn' && <Alert data-color="danger">{t('dataset.withdrawnLong')}</Alert>}
      <div className="dataset-columns">
        <div>
          <Paragraph className="prose"><ForeignText text={text.description} lang={text.lang} /></Paragraph>
          <Groups groups={datasetFacts(detail, t, format)} />
          <Distributions distributions={detail.distributions} />
          <Variables variables={detail.variables} />
          <Quality detail={detail} />
          <AlsoPublished detail={detail} />
          <Versions versions={detail.versions} />
          <Formats detail={detail} />
        </div>
        <aside><HowToGetIt detail={detail} /></aside>
      </div>
    </Page>
  );
};

/** What, whose, which years, how many, how to get it, variables, quality, formats. */
const Dataset = () => {
  const { t, i18n } = useTranslation();
  const { id = '' } = useParams();
  const query = useDataset(id, i18n.language);
  if (query.data !== undefined) return <Body detail={query.data} />;
  return <Page title={t('dataset.title')} crumbs={[{ to: '/search', label: t('nav.search') }]}><Read query={query} lines={10}>{() => null}</Read></Page>;
};
export default Dataset;
