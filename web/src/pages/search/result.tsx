import { Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DatasetSummary } from '../../../../core/api/datasets.ts';
import { BasketButton } from '../../basket/basket-button.tsx';
import { useFormat, type Format } from '../../format/use-format.ts';
import { ForeignText } from '../../ui/lang-text.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { Highlighted } from './highlighted.tsx';

export const accessTone = { PUBLIC: 'success', RESTRICTED: 'info', NON_PUBLIC: 'neutral' } as const;

export const periodText = (period: DatasetSummary['period'], loose: Format['loose']): string | undefined => {
  if (period === undefined || (period.start === undefined && period.end === undefined)) return undefined;
  return `${period.start === undefined ? '…' : loose(period.start)} – ${period.end === undefined ? '…' : loose(period.end)}`;
};

const Facts = ({ dataset }: { dataset: DatasetSummary }) => {
  const { t } = useTranslation();
  const { number, loose } = useFormat();
  const facts = [
    dataset.holder ?? dataset.publisher,
    periodText(dataset.period, loose),
    dataset.individuals === undefined ? undefined : t('dataset.individualsShort', { number: number(dataset.individuals) }),
    dataset.records === undefined ? undefined : t('dataset.recordsShort', { number: number(dataset.records) }),
  ];
  return <p className="meta">{facts.filter((fact) => fact !== undefined).join(' · ')}</p>;
};

const Why = ({ dataset }: { dataset: DatasetSummary }) => {
  const { t } = useTranslation();
  const { languageName, language } = useFormat();
  const reasons = (dataset.matched ?? []).filter((one) => one.label !== undefined || (one.lang !== undefined && one.lang !== language));
  if (reasons.length === 0) return null;
  const words = reasons.map((one) => (one.lang === undefined || one.lang === language ? (one.label ?? one.field) : t('search.matchedIn', { word: one.label ?? t(`field.${one.field}`, { defaultValue: one.field }), language: languageName(one.lang) })));
  return <p className="meta">{t('search.why', { reasons: [...new Set(words)].join(', ') })}</p>;
};

/** One hit: title, where, access, fragment that matched, facts, basket. */
export const Result = ({ dataset }: { dataset: DatasetSummary }) => {
  const { t } = useTranslation();
  const { country } = useFormat();
  const title = dataset.highlights?.find((one) => one.field === 'title');
  const fragment = dataset.highlights?.find((one) => one.field !== 'title');
  return (
    <Card asChild className="result">
      <li>
        <div className="tags">
          <StatusTag tone="neutral">{country(dataset.country)}</StatusTag>
          {dataset.accessLevel !== undefined && <StatusTag tone={accessTone[dataset.accessLevel]}>{t(`access.${dataset.accessLevel}`)}</StatusTag>}
          {dataset.state === 'withdrawn' && <StatusTag tone="danger">{t('dataset.withdrawn')}</StatusTag>}
        </div>
        <Heading level={3} data-size="2xs">
          <Link to={`/dataset/${dataset.id}`} lang={dataset.titleLang}>{title === undefined ? <ForeignText text={dataset.title} lang={dataset.titleLang} /> : <Highlighted highlight={title} />}</Link>
        </Heading>
        <Paragraph className="fragment" lang={dataset.descriptionLang}>{fragment === undefined ? dataset.description : <Highlighted highlight={fragment} />}</Paragraph>
        <Facts dataset={dataset} />
        <Why dataset={dataset} />
        {(dataset.alsoPublishedBy ?? []).length > 0 && <p className="meta">{t('dataset.alsoPublishedBy', { countries: (dataset.alsoPublishedBy ?? []).map((one) => country(one.node)).join(', ') })}</p>}
        <div><BasketButton dataset={dataset} /></div>
      </li>
    </Card>
  );
};
