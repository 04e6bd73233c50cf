import { Link } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useFormat } from '../../format/use-format.ts';
import { searchQuestion } from './address.ts';

const forms = [['csv', 'CSV'], ['json', 'JSON'], ['ttl', 'Turtle']] as const;
const most = 10_000;

/** The list of results as a file, with the question and the date in it. */
export const TakeAlong = ({ total }: { total: number }) => {
  const { t, i18n } = useTranslation();
  const { number } = useFormat();
  const [address] = useSearchParams();
  if (total === 0) return null;
  const file = (as: string): string => {
    const question = searchQuestion(address, i18n.language);
    question.delete('page');
    question.set('as', as);
    return `/api/v1/search/export?${question.toString()}`;
  };
  return (
    <p className="meta take-along">
      {total > most ? t('search.download.first', { number: number(most) }) : t('search.download.all')}{' '}
      {forms.map(([as, name]) => <Link key={as} href={file(as)} download>{name}</Link>)}
    </p>
  );
};
