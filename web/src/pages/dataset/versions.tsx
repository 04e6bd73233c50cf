import { Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';
import { useFormat } from '../../format/use-format.ts';

/** When the description changed. */
export const Versions = ({ versions }: { versions: DatasetDetail['versions'] }) => {
  const { t } = useTranslation();
  const { instant, number } = useFormat();
  if (versions.length < 2) return null;
  return (
    <section aria-labelledby="versions">
      <Heading level={2} data-size="sm" id="versions">{t('dataset.part.versions')}</Heading>
      <ol className="timeline" reversed>{versions.map((one) => <li key={one.number}>{t('dataset.version', { number: number(one.number), when: instant(one.at) })}</li>)}</ol>
    </section>
  );
};
