import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';
import { useFormat } from '../../format/use-format.ts';
import { LabelView } from '../../ui/quality/label-view.tsx';
import { Report } from './report.tsx';

/** Score and what could be better, for everyone to see. */
export const Quality = ({ detail }: { detail: DatasetDetail }) => {
  const { t } = useTranslation();
  const { number, day } = useFormat();
  const { quality } = detail;
  return (
    <section aria-labelledby="quality">
      <Heading level={2} data-size="sm" id="quality">{t('dataset.part.quality')}</Heading>
      <Paragraph>
        {quality.score !== undefined && <strong>{t('quality.score', { score: number(Math.round(quality.score)) })} </strong>}
        {t(quality.violations === 0 ? 'quality.valid' : 'quality.invalid')}
      </Paragraph>
      {quality.links?.checkedAt !== undefined && <Paragraph>{t(quality.links.dead === 0 ? 'quality.linksAnswer' : 'quality.linksDead', { count: quality.links.dead, day: day(quality.links.checkedAt) })}</Paragraph>}
      <Heading level={3} data-size="2xs">{t('label.title')}</Heading>
      <Paragraph>{t('label.text')}</Paragraph>
      <LabelView utility={quality.utility} />
      <Report id={detail.summary.id} />
    </section>
  );
};
