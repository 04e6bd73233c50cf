import { useTranslation } from 'react-i18next';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';
import { StatusTag, type Tone } from '../status-tag.tsx';

const tones: Record<'filled' | 'part' | 'empty', Tone> = { filled: 'success', part: 'info', empty: 'neutral' };

/** The six groups of the data quality and utility label (Art. 78(3)): what the description tells, never a grade. */
export const LabelView = ({ utility }: { utility: DatasetDetail['quality']['utility'] }) => {
  const { t } = useTranslation();
  return (
    <ul className="plain-list label-groups">
      {Object.entries(utility).map(([group, { state, present, of }]) => (
        <li key={group}><StatusTag tone={tones[state]}>{t(`label.state.${state}`)}</StatusTag> {t(`label.group.${group}`)} <span className="meta">{t('label.count', { present, of })}</span></li>
      ))}
    </ul>
  );
};
