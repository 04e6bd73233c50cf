import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HolderDataset } from '../../../../core/api/holder.ts';
import { overviewAddress, useConfirmDescription, useOwnDatasets, workbookAddress } from '../../api/holder.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty, Failure, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag, type Tone } from '../../ui/status-tag.tsx';
import { useQuality } from '../../api/quality.ts';
import { QualityOverviewView } from '../../ui/quality/overview.tsx';
import { Notices } from './notice-list.tsx';
import { SendDescription } from './send-description.tsx';
import { UseFigures } from './use-figures.tsx';

const holders = ['data-holder', 'trusted-holder'] as const;
const checkTone: Record<HolderDataset['check'], Tone> = { fresh: 'success', due: 'warning', overdue: 'danger' };

const Table = ({ datasets }: { datasets: readonly HolderDataset[] }) => {
  const { t } = useTranslation();
  const { number, day } = useFormat();
  const confirm = useConfirmDescription();
  const worstFirst = [...datasets].sort((a, b) => b.violations - a.violations || (a.score ?? 0) - (b.score ?? 0));
  return (
    <>
      {confirm.error !== null && <Failure error={confirm.error} />}
      <DataTable
        caption={t('holder.title')}
        hideCaption
        rows={worstFirst}
        rowKey={(dataset) => dataset.id}
        columns={[
          { key: 'title', header: t('holder.dataset'), sort: (dataset) => dataset.title, cell: (dataset) => <Link to={`/holder/datasets/${dataset.id}`}>{dataset.title}</Link> },
          { key: 'state', header: t('holder.state'), sort: (dataset) => dataset.state, cell: (dataset) => t(`recordState.${dataset.state}`) },
          { key: 'violations', header: t('severity.violation'), number: true, sort: (dataset) => dataset.violations, cell: (dataset) => number(dataset.violations) },
          { key: 'warnings', header: t('severity.warning'), number: true, sort: (dataset) => dataset.warnings, cell: (dataset) => number(dataset.warnings) },
          { key: 'score', header: t('holder.score'), number: true, sort: (dataset) => dataset.score ?? -1, cell: (dataset) => (dataset.score === undefined ? t('none') : number(Math.round(dataset.score))) },
          { key: 'workbook', header: t('holder.workbook'), cell: (dataset) => <a href={workbookAddress(dataset.id)} download>{t('holder.correct')}<span className="visually-hidden"> {dataset.title}</span></a> },
          { key: 'check', header: t('holder.check'), sort: (dataset) => dataset.checkDue, cell: (dataset) => <><StatusTag tone={checkTone[dataset.check]}>{t(`holder.checkState.${dataset.check}`)}</StatusTag><div className="meta">{day(dataset.checkDue)}</div>{dataset.check !== 'fresh' && <Button variant="secondary" data-size="sm" loading={confirm.isPending} onClick={() => confirm.mutate(dataset.id)}><span>{t('holder.confirm')}<span className="visually-hidden"> {dataset.title}</span></span></Button>}</> },
        ]}
      />
    </>
  );
};

/** A data holder's own descriptions, the one with most to mend first. */
const Holder = () => {
  const { t, i18n } = useTranslation();
  const { data: session } = useSession();
  const allowed = mayAct(session, ...holders);
  const query = useOwnDatasets(allowed);
  const holder = session?.person?.holder;
  const quality = useQuality(allowed && holder !== undefined, i18n.language);
  return (
    <Page title={t('holder.title')} crumbs={[]} lead={holder === undefined ? undefined : t('holder.lead', { holder })}>
      <SignInFirst roles={holders}>
        <Notices enabled={allowed} links={false} />
        {holder !== undefined && <Read query={quality}>{(view) => <QualityOverviewView view={view} />}</Read>}
        <Read query={query}>
          {(datasets) => (
            <>
              {datasets.length === 0 ? <Empty title={t('holder.empty.title')}><Paragraph>{t('holder.empty.text')}</Paragraph></Empty> : <><Heading level={2} data-size="sm">{t('holder.entered')}</Heading><Table datasets={datasets} /><p><a href={overviewAddress} download>{t('holder.overview')}</a></p></>}
              <SendDescription datasets={datasets} />
            </>
          )}
        </Read>
        <UseFigures enabled={allowed} />
        <p><Link to="/validate">{t('nav.validate')}</Link></p>
      </SignInFirst>
    </Page>
  );
};
export default Holder;
