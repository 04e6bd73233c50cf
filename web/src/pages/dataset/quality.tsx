import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';
import { useFormat } from '../../format/use-format.ts';
import { Report } from './report.tsx';

/** Score and what could be better, for everyone to see. */
export const Quality = ({ detail }: { detail: DatasetDetail }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { quality } = detail;
  return (
    <section aria-labelledby="quality">
      <Heading level={2} data-size="sm" id="quality">{t('dataset.part.quality')}</Heading>
      <Paragraph>
        {quality.score !== undefined && <strong>{t('quality.score', { score: number(Math.round(quality.score)) })} </strong>}
        {t(quality.violations === 0 ? 'quality.valid' : 'quality.invalid')}
      </Paragraph>
      <Report id={detail.summary.id} />
    </section>
  );
};
