import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetDetail } from '../../api/dataset-detail.ts';
import { useFormat } from '../../format/use-format.ts';
import { Findings } from '../../ui/findings.tsx';

/** Score and what could be better, for everyone to see. */
export const Quality = ({ detail }: { detail: DatasetDetail }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { summary } = detail;
  return (
    <section aria-labelledby="quality">
      <Heading level={2} data-size="sm" id="quality">{t('dataset.part.quality')}</Heading>
      <Paragraph>
        {summary.score !== undefined && <strong>{t('quality.score', { score: number(Math.round(summary.score)) })} </strong>}
        {t(summary.valid ? 'quality.valid' : 'quality.invalid')}
      </Paragraph>
      <Findings findings={detail.findings ?? []} />
    </section>
  );
};
