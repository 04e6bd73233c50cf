import { useId } from 'react';
import { Alert, Heading, Paragraph, Select } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { RunItem } from '../../../../core/api/sources.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { reportAddress, useRun, useRunItems, type RunDetail } from '../../api/sources.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Read } from '../../ui/notices.tsx';
import { StatusTag } from '../../ui/status-tag.tsx';
import { HeldRun } from './held-run.tsx';
import { countKeys, runTone } from './source-words.ts';

const outcomes = ['new', 'changed', 'unchanged', 'missing', 'withdrawn', 'refused', 'duplicate', 'draft'] as const;

const Causes = ({ run }: { run: RunDetail }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (run.causes.length === 0) return null;
  return (
    <DataTable
      caption={t('run.causes')}
      rows={run.causes}
      rowKey={(cause) => `${cause.code} ${cause.field ?? ''}`}
      columns={[
        { key: 'code', header: t('run.cause'), cell: (cause) => <>{cause.detail}<div className="meta"><code>{cause.code}</code> {cause.field}</div></> },
        { key: 'records', header: t('sources.records'), number: true, cell: (cause) => number(cause.records) },
        { key: 'example', header: t('run.example'), cell: (cause) => <code>{cause.example}</code> },
      ]}
    />
  );
};

const Difference = ({ item }: { item: RunItem }) => <ul className="plain-list">{(item.diff ?? []).map((one) => <li key={one.path}><code>{one.path}</code> {one.before.length > 0 && <del>{one.before.join(', ')}</del>} {one.after.length > 0 && <ins>{one.after.join(', ')}</ins>}</li>)}</ul>;

const Items = ({ source, run }: { source: string; run: string }) => {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const outcome = address.get('outcome') ?? '';
  const query = useRunItems(source, run, outcome);
  const id = useId();
  const choose = (value: string): void => setAddress((before) => { before.set('outcome', value); if (value === '') before.delete('outcome'); return before; });
  return (
    <>
      <div className="inline-label">
        <label htmlFor={id}>{t('run.show')}</label>
        <Select id={id} data-size="sm" width="auto" value={outcome} onChange={(event) => choose(event.target.value)}>
          <Select.Option value="">{t('run.all')}</Select.Option>
          {outcomes.map((one) => <Select.Option key={one} value={one}>{t(`count.${one}`)}</Select.Option>)}
        </Select>
      </div>
      <Read query={query}>
        {({ items, next }) => (
          <>
            <DataTable
              caption={t('run.items')}
              rows={items}
              rowKey={(item) => String(item.seq)}
              columns={[
                { key: 'record', header: t('run.record'), cell: (item) => <>{item.recordId === undefined ? (item.title ?? item.record) : <Link to={`/dataset/${item.recordId}`}>{item.title ?? item.record}</Link>}<div className="meta"><code>{item.record}</code></div></> },
                { key: 'outcome', header: t('run.outcome'), cell: (item) => t(`count.${item.outcome}`, { defaultValue: item.outcome }) },
                { key: 'detail', header: t('run.detail'), cell: (item) => <>{item.detail}{item.line !== undefined && <> · {t('run.line', { line: item.line })}</>}{item.value !== undefined && <div className="meta"><code>{item.value}</code></div>}{item.diff !== undefined && <Difference item={item} />}</> },
              ]}
            />
            {next !== undefined && <p className="meta">{t('run.more')}</p>}
          </>
        )}
      </Read>
    </>
  );
};

/** One run: counts, why records were refused, what waits for a person, and each record. */
export const RunView = ({ source, run: id }: { source: string; run: string }) => {
  const { t } = useTranslation();
  const { instant, number } = useFormat();
  const { data: session } = useSession();
  const query = useRun(source, id);
  return (
    <section aria-labelledby="run">
      <Heading level={2} data-size="sm" id="run">{t('run.title')}</Heading>
      <Read query={query}>
        {(run) => (
          <div className="stack">
            <FactList
              facts={[
                { label: t('run.state'), value: <StatusTag tone={runTone[run.state]}>{t(`runState.${run.state}`)}</StatusTag> },
                { label: t('run.mode'), value: t(`runMode.${run.mode}`) },
                { label: t('run.started'), value: instant(run.startedAt) },
                { label: t('run.ended'), value: run.endedAt === undefined ? t('run.running') : instant(run.endedAt) },
                { label: t('run.complete'), value: t(run.complete ? 'answer.yes' : 'answer.no') },
                { label: t('run.counts'), value: countKeys.filter((key) => run.counts[key] > 0).map((key) => `${t(`count.${key}`)}: ${number(run.counts[key])}`).join(', ') },
              ]}
            />
            {run.detail !== undefined && <Alert data-color={run.state === 'failed' ? 'danger' : 'warning'}><Paragraph lang="en">{run.detail}</Paragraph></Alert>}
            {run.held !== undefined && run.decision === undefined && <HeldRun source={source} run={run} held={run.held} mayDecide={mayAct(session, 'operator')} />}
            <Causes run={run} />
            <Items source={source} run={id} />
            <div className="row"><a href={reportAddress(source, id, 'csv')}>{t('run.csv')}</a><a href={reportAddress(source, id, 'json')}>{t('run.json')}</a></div>
          </div>
        )}
      </Read>
    </section>
  );
};
