import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';

type Props = { page: number; perPage: number; total: number; addressOf: (page: number) => string };

/** Earlier and later pages as links, with where one is in words. */
export const Pages = ({ page, perPage, total, addressOf }: Props) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const last = Math.max(1, Math.ceil(total / perPage));
  if (last === 1) return null;
  return (
    <nav className="pages" aria-label={t('pages.label')}>
      {page > 1 && <Link className="ds-button" data-variant="secondary" data-size="sm" rel="prev" to={addressOf(page - 1)}>{t('pages.previous')}</Link>}
      <span>{t('pages.where', { page: number(page), last: number(last) })}</span>
      {page < last && <Link className="ds-button" data-variant="secondary" data-size="sm" rel="next" to={addressOf(page + 1)}>{t('pages.next')}</Link>}
    </nav>
  );
};
