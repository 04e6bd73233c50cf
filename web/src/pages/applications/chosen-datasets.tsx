import { Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ApplicationView, LegView } from '../../../../core/api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { LangTextView } from '../../ui/lang-text.tsx';

type Chosen = LegView['datasets'][number];

export const DatasetList = ({ datasets }: { datasets: readonly Chosen[] }) => (
  <ul>{datasets.map((dataset) => <li key={dataset.id}><Link to={`/dataset/${dataset.id}`}><LangTextView value={dataset.title} /></Link></li>)}</ul>
);

/** Datasets of an application by country. */
export const ChosenDatasets = ({ application }: { application: Pick<ApplicationView, 'datasets'> }) => {
  const { t } = useTranslation();
  const { country } = useFormat();
  const groups = Map.groupBy(application.datasets, (dataset) => dataset.node);
  return (
    <div className="chosen">
      <Heading level={3} data-size="2xs">{t('application.datasets')}</Heading>
      <dl className="facts">{[...groups].map(([node, datasets]) => <div key={node}><dt>{country(node)}</dt><dd><DatasetList datasets={datasets} /></dd></div>)}</dl>
    </div>
  );
};
