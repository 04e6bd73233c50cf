import { Alert, Details, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { QualityOverview } from '../../api/quality.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../data-table.tsx';
import { StatusTag } from '../status-tag.tsx';
import { Trend } from './trend.tsx';

const tone = { violation: 'danger', warning: 'warning', info: 'info' } as const;
const shownGains = 3;

/** What to do first, and what that brings. */
const Gains = ({ gains }: { gains: QualityOverview['gains'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (gains.length === 0) return null;
  return (
    <Alert data-color="info">
      <Heading level={3} data-size="2xs">{t('quality.gains')}</Heading>
      <ol>
        {gains.slice(0, shownGains).map((gain) => (
          <li key={gain.indicator}>
            <strong>{gain.words}</strong>: {t('quality.gain', { count: gain.records, number: number(gain.records), points: number(gain.pointsEach) })}
            {gain.violationsRemoved > 0 && <>, {t('quality.removes', { count: gain.violationsRemoved, number: number(gain.violationsRemoved) })}</>} <span className="meta">{t(`quality.effort.${gain.effort}`)}</span>
          </li>
        ))}
      </ol>
    </Alert>
  );
};

const Groups = ({ groups }: { groups: QualityOverview['groups'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (groups.length === 0) return <Paragraph>{t('quality.nothing')}</Paragraph>;
  return (
    <ul className="findings">
      {groups.map((group) => (
        <li key={`${group.code} ${group.path} ${group.sample.id} ${group.what}`}>
          <StatusTag tone={tone[group.severity]}>{t(`severity.${group.severity}`)}</StatusTag> <strong>{group.what}</strong>
          <div>{t('quality.inRecords', { count: group.records, number: number(group.records), of: number(group.of) })} <Link to={`/holder/datasets/${group.sample.id}`}>{t('quality.sample', { title: group.sample.title })}</Link></div>
          {group.why !== '' && <div>{group.why}</div>}
          {group.mend !== '' && <div>{group.mend}</div>}
          {group.example !== undefined && <div className="meta">{t('finding.example', { example: group.example })}</div>}
          {group.turtle !== undefined && <details><summary>{t('finding.turtle')}</summary><pre>{group.turtle}</pre></details>}
        </li>
      ))}
    </ul>
  );
};

const DeadLinks = ({ links }: { links: QualityOverview['links'] }) => {
  const { t } = useTranslation();
  const { day } = useFormat();
  if (links.dead.length === 0) return <Paragraph>{t(links.on ? 'quality.linksFine' : 'quality.linksOff')}</Paragraph>;
  return <ul className="plain-list">{links.dead.map((one) => <li key={`${one.url} ${one.record}`} className="break"><a href={one.url} rel="noopener nofollow">{one.url}</a> <span className="meta">{t('quality.deadLink', { how: t(`linkFailure.${one.how}`, { defaultValue: one.how }), day: day(one.checkedAt) })}</span> <Link to={`/holder/datasets/${one.record}`}>{one.title}</Link></li>)}</ul>;
};

const Records = ({ list }: { list: QualityOverview['list'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <DataTable
      caption={t('quality.records')}
      rows={list}
      rowKey={(one) => one.id}
      columns={[
        { key: 'title', header: t('holder.dataset'), sort: (one) => one.title, cell: (one) => <Link to={`/holder/datasets/${one.id}`}>{one.title}</Link> },
        { key: 'state', header: t('holder.state'), sort: (one) => one.state, cell: (one) => t(`recordState.${one.state}`) },
        { key: 'violations', header: t('severity.violation'), number: true, sort: (one) => one.violations, cell: (one) => number(one.violations) },
        { key: 'warnings', header: t('severity.warning'), number: true, sort: (one) => one.warnings, cell: (one) => number(one.warnings) },
        { key: 'score', header: t('holder.score'), number: true, sort: (one) => one.score ?? -1, cell: (one) => (one.score === undefined ? t('none') : number(one.score)) },
      ]}
    />
  );
};

/** How good the descriptions of a holder, a source or the node are, what gains most, what is wrong in how many, and how it went month by month. */
export const QualityOverviewView = ({ view }: { view: QualityOverview }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (view.records === 0) return null;
  return (
    <section className="stack" aria-labelledby="quality-overview">
      <Heading level={2} data-size="sm" id="quality-overview">{t('quality.overview')}</Heading>
      <Paragraph>
        {t('quality.summary', { count: view.records, number: number(view.records), published: number(view.published), faulty: number(view.faulty) })}
        {view.score !== undefined && view.band !== undefined && <> <strong>{t('quality.mean', { score: number(view.score), band: t(`quality.band.${view.band}`) })}</strong></>}
      </Paragraph>
      <Gains gains={view.gains} />
      <Trend trend={view.trend} />
      <Details><Details.Summary>{t('quality.causes')}</Details.Summary><Details.Content><Groups groups={view.groups} /></Details.Content></Details>
      <Details><Details.Summary>{t('quality.links')}</Details.Summary><Details.Content><DeadLinks links={view.links} /></Details.Content></Details>
      <Records list={view.list} />
    </section>
  );
};
