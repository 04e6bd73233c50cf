import { Details, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';
import { useSame } from '../../api/quality.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Read } from '../../ui/notices.tsx';
import { Differences } from '../holder/differences.tsx';

const staff = ['case-handler', 'decision-maker', 'operator'] as const;

/** The same dataset in other catalogues, and what they say otherwise; staff also see what is only likely the same (catalogue.md §6.6). */
export const AlsoPublished = ({ detail }: { detail: DatasetDetail }) => {
  const { t } = useTranslation();
  const { country } = useFormat();
  const { data: session } = useSession();
  const suspects = mayAct(session, ...staff);
  const others = detail.alsoPublishedBy.length > 0;
  const query = useSame(detail.summary.id, others || suspects);
  if (!others && (query.data?.likely ?? []).length === 0) return null;
  return (
    <section aria-labelledby="also" className="stack">
      <Heading level={2} data-size="sm" id="also">{t('same.title')}</Heading>
      <Read query={query}>
        {({ published, likely = [] }) => (
          <>
            {published.map((other) => (
              <div key={other.id}>
                <Paragraph>{country(other.node)}: <Link to={`/dataset/${other.id}`}>{t('same.see')}</Link> <a href={other.iri} rel="noopener" className="break">{other.iri}</a></Paragraph>
                {other.differences.length === 0
                  ? <Paragraph>{t('same.equal')}</Paragraph>
                  : <Details><Details.Summary>{t('same.differs', { count: other.differences.length })}</Details.Summary><Details.Content><Paragraph>{t('same.legend', { country: country(other.node) })}</Paragraph><Differences title={t('same.properties')} differences={other.differences} /></Details.Content></Details>}
              </div>
            ))}
            {likely.length > 0 && <><Paragraph>{t('same.likely')}</Paragraph><ul className="plain-list">{likely.map((one) => <li key={one.id}><Link to={`/dataset/${one.id}`}>{one.title}</Link> <span className="meta">{country(one.node)} · {t(`same.because.${one.because}`)}</span></li>)}</ul></>}
          </>
        )}
      </Read>
    </section>
  );
};
