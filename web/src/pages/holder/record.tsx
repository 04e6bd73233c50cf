import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRecordQuality, type RecordQuality } from '../../api/quality.ts';
import { mayAct, useSession } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Findings } from '../../ui/findings.tsx';
import { Read } from '../../ui/notices.tsx';
import { LabelView } from '../../ui/quality/label-view.tsx';
import { SignInFirst } from '../../ui/sign-in-first.tsx';
import { Documents } from './documents.tsx';

const readers = ['data-holder', 'trusted-holder', 'case-handler', 'decision-maker', 'operator', 'coordinator', 'auditor'] as const;

const Body = ({ view }: { view: RecordQuality }) => {
  const { t } = useTranslation();
  const { number, instant, day } = useFormat();
  const { data: session } = useSession();
  return (
    <>
      <FactList
        facts={[
          { label: t('holder.state'), value: <>{t(`recordState.${view.state}`)}{view.state === 'published' && !view.shown && <> · {t('quality.olderShown')}</>}</> },
          { label: t('quality.points'), value: view.score === undefined ? t('none') : t('quality.score', { score: number(view.score) }) },
          { label: t('severity.violation'), value: number(view.violations) },
          { label: t('severity.warning'), value: number(view.warnings) },
          { label: t('quality.checkedAt'), value: instant(view.at) },
          { label: t('quality.links'), value: !view.links.on && view.links.checked === 0 ? t('quality.linksOff') : t('quality.linksChecked', { count: view.links.checked, unchecked: number(view.links.unchecked), day: view.links.checkedAt === undefined ? '…' : day(view.links.checkedAt) }) },
        ]}
      />
      {view.shown && <p><Link to={`/dataset/${view.id}`}>{t('holder.see')}</Link></p>}
      <section className="stack" aria-labelledby="mend"><Heading level={2} data-size="sm" id="mend">{t('quality.mend')}</Heading>{view.findings.length === 0 ? <Paragraph>{t('quality.nothing')}</Paragraph> : <Findings findings={view.findings} />}</section>
      <section className="stack" aria-labelledby="dimensions">
        <Heading level={2} data-size="sm" id="dimensions">{t('quality.dimensions')}</Heading>
        <FactList facts={Object.entries(view.dimensions).map(([dimension, { points, of }]) => ({ label: t(`quality.dimension.${dimension}`), value: t('quality.of', { points: number(points), of: number(of) }) }))} />
        {view.open.length > 0 && <><Paragraph>{t('quality.open')}</Paragraph><ul>{view.open.map((one) => <li key={one.indicator}>{one.words} <span className="meta">+{number(one.points)}</span></li>)}</ul></>}
      </section>
      <section className="stack" aria-labelledby="label"><Heading level={2} data-size="sm" id="label">{t('label.title')}</Heading><Paragraph>{t('label.text')}</Paragraph><LabelView utility={view.utility} /></section>
      {mayAct(session, 'data-holder', 'trusted-holder', 'case-handler', 'decision-maker') && <Documents id={view.id} mayChange={mayAct(session, 'data-holder', 'trusted-holder')} />}
    </>
  );
};

/** One description for those who mend it, published or not: findings, points, label, documents. */
const Record = () => {
  const { t, i18n } = useTranslation();
  const { id = '' } = useParams();
  const { data: session } = useSession();
  const query = useRecordQuality(id, mayAct(session, ...readers), i18n.language);
  return <Page title={query.data?.title ?? t('dataset.title')} crumbs={[{ to: '/holder', label: t('nav.holder') }]}><SignInFirst roles={readers}><Read query={query} lines={8}>{(view) => <Body view={view} />}</Read></SignInFirst></Page>;
};
export default Record;
