import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { SourceRun, SourceView } from '../../../../core/api/sources.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useRuns, useSource, useStartRun } from '../../api/sources.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { plainText } from '../../ui/lang-text.tsx';
import { Failure, Read } from '../../ui/notices.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { useQuality } from '../../api/quality.ts';
import { QualityOverviewView } from '../../ui/quality/overview.tsx';
import { RunView } from './run.tsx';
import { runTone, sourceReaders, sourceTone } from './source-words.ts';

const Facts = ({ source }: { source: SourceView }) => {
  const { t } = useTranslation();
  const { number, instant, duration } = useFormat();
  return (
    <FactList
      facts={[
        { label: t('sources.state'), value: <StatusTag tone={sourceTone[source.state]}>{t(`sourceState.${source.state}`)}</StatusTag> },
        { label: t('sources.kind'), value: t(`sourceKind.${source.kind}`) },
        { label: t('sources.address'), value: <code>{source.address}</code> },
        { label: t('sources.owner'), value: source.owner },
        { label: t('sources.every'), value: duration(source.everyMs / 1000) },
        { label: t('sources.lastComplete'), value: source.lastComplete === undefined ? t('board.never') : instant(source.lastComplete) },
        { label: t('sources.records'), value: number(source.records) },
        { label: t('sources.missing'), value: number(source.missing) },
      ]}
    />
  );
};

const Runs = ({ id, runs }: { id: string; runs: readonly SourceRun[] }) => {
  const { t } = useTranslation();
  const { instant, number } = useFormat();
  if (runs.length === 0) return <Paragraph>{t('sources.noRuns')}</Paragraph>;
  return (
    <DataTable
      caption={t('sources.runs')}
      hideCaption
      rows={runs}
      rowKey={(run) => run.id}
      columns={[
        { key: 'started', header: t('run.started'), sort: (run) => run.startedAt, cell: (run) => <Link to={`/ops/sources/${id}?run=${run.id}`}>{instant(run.startedAt)}</Link> },
        { key: 'mode', header: t('run.mode'), cell: (run) => t(`runMode.${run.mode}`) },
        { key: 'state', header: t('run.state'), sort: (run) => run.state, cell: (run) => <StatusTag tone={runTone[run.state]}>{t(`runState.${run.state}`)}</StatusTag> },
        ...(['read', 'new', 'changed', 'missing', 'refused'] as const).map((key) => ({ key, header: t(`count.${key}`), number: true, sort: (run: SourceRun) => run.counts[key], cell: (run: SourceRun) => number(run.counts[key]) })),
      ]}
    />
  );
};

const Start = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const start = useStartRun(id);
  const press = (mode: 'run' | 'dry-run'): void => start.mutate(mode, { onSuccess: ({ run }) => navigate(`/ops/sources/${id}?run=${run}`) });
  return (
    <>
      {start.error !== null && <Failure error={start.error} />}
      <div className="row">
        <Button variant="secondary" loading={start.isPending} onClick={() => press('dry-run')}>{t('sources.dryRun')}</Button>
        <Button loading={start.isPending} onClick={() => press('run')}>{t('sources.runNow')}</Button>
      </div>
    </>
  );
};

/** One source: how fresh, its runs, and one run record by record. */
const Source = () => {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { id = '' } = useParams();
  const [address] = useSearchParams();
  const { data: session } = useSession();
  const allowed = mayAct(session, ...sourceReaders);
  const query = useSource(id, allowed);
  const runs = useRuns(id, allowed);
  const quality = useQuality(allowed, language, id);
  const chosen = address.get('run');
  const title = plainText(query.data?.name, language) || id;
  return (
    <Page title={title} crumbs={[{ to: '/ops/sources', label: t('nav.sources') }]}>
      <SignInFirst roles={sourceReaders}>
        <Read query={query}>
          {(source) => (
            <>
              <Facts source={source} />
              {mayAct(session, 'operator') && <Start id={id} />}
              {chosen !== null && <RunView source={id} run={chosen} />}
              <section aria-labelledby="runs"><Heading level={2} data-size="sm" id="runs">{t('sources.runs')}</Heading><Read query={runs}>{(list) => <Runs id={id} runs={list} />}</Read></section>
              {quality.data !== undefined && <QualityOverviewView view={quality.data} />}
            </>
          )}
        </Read>
      </SignInFirst>
    </Page>
  );
};
export default Source;
