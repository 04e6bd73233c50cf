import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usageAddress, useUsage, type UsageRow } from '../../api/quality.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Read } from '../../ui/notices.tsx';

const kinds = ['view', 'search', 'rdf', 'basket', 'application'] as const;
type Sums = { readonly id: string; readonly title: string; readonly counts: Readonly<Record<string, number>> };

/** One row per dataset, the most looked at first. */
const summed = (rows: readonly UsageRow[]): readonly Sums[] => {
  const byDataset = new Map<string, { id: string; title: string; counts: Record<string, number> }>();
  for (const { dataset, title, kind, n } of rows) {
    const known = byDataset.get(dataset) ?? { id: dataset, title, counts: {} };
    known.counts[kind] = (known.counts[kind] ?? 0) + n;
    byDataset.set(dataset, known);
  }
  return [...byDataset.values()].sort((a, b) => (b.counts['view'] ?? 0) - (a.counts['view'] ?? 0));
};

/** How datasets were used in the last twelve months: of the reader's holder, or of all for staff (US7, US9). Counts only, no persons. */
export const UseFigures = ({ enabled }: { enabled: boolean }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const query = useUsage(enabled);
  if (!enabled) return null;
  return (
    <section className="stack" aria-labelledby="use">
      <Heading level={2} data-size="sm" id="use">{t('use.title')}</Heading>
      <Read query={query}>
        {(rows) =>
          rows.length === 0 ? <Paragraph>{t('use.none')}</Paragraph> : (
            <>
              <DataTable
                caption={t('use.title')}
                hideCaption
                rows={summed(rows)}
                rowKey={(row) => row.id}
                columns={[
                  { key: 'title', header: t('holder.dataset'), sort: (row) => row.title, cell: (row) => <Link to={`/dataset/${row.id}`}>{row.title}</Link> },
                  ...kinds.map((kind) => ({ key: kind, header: t(`use.kind.${kind}`), number: true, sort: (row: Sums) => row.counts[kind] ?? 0, cell: (row: Sums) => number(row.counts[kind] ?? 0) })),
                ]}
              />
              <p><a href={usageAddress} download>{t('use.csv')}</a></p>
            </>
          )}
      </Read>
    </section>
  );
};
